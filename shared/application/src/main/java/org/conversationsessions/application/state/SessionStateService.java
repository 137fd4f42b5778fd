package org.conversationsessions.application.state;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.StateChange;

/**
 * Reads and changes what bots keep about conversations (contract, section 10). What closings and
 * discards have cleared is never shown, and leaves the store with the next change. Changes made at
 * the same time are all kept. Every method throws {@link
 * org.conversationsessions.domain.StoreException} when the store fails. Safe for several threads.
 */
public final class SessionStateService {
  private final Conversations conversations;
  private final SessionStates states;
  private final InstantSource clock;
  private final BackoffPolicy backoff;

  /**
   * Makes a keeper.
   *
   * @param backoff how to wait after a lost write
   */
  public SessionStateService(
      Conversations conversations,
      SessionStates states,
      InstantSource clock,
      BackoffPolicy backoff) {
    this.conversations = conversations;
    this.states = states;
    this.clock = clock;
    this.backoff = backoff;
  }

  /** What is kept. A consistent read of the state and one of the conversation. */
  public SessionState read(ConversationKey key) {
    return look(key).seen();
  }

  /**
   * Changes what is kept. The reads of {@link #read} and a write, again after each lost write.
   *
   * @param check throws if what would be kept may not be; nothing is written then
   * @return what is kept afterwards
   */
  public SessionState change(
      ConversationKey key, StateChange change, Consumer<SessionState> check) {
    for (int losses = 1; ; losses++) {
      Look look = look(key);
      SessionState next = change.appliedTo(look.seen(), look.marks, look.at);
      check.accept(next);
      if (look.shows(next) || states.write(key, next, look.stored.version())) {
        return next;
      }
      backoff.afterLoss(losses);
    }
  }

  /** Forgets all that is kept. A consistent read, and a write if there is anything. */
  public void clear(ConversationKey key) {
    for (int losses = 1; ; losses++) {
      SessionStates.Versioned stored = states.read(key);
      if (stored.state().isEmpty() || states.write(key, SessionState.EMPTY, stored.version())) {
        return;
      }
      backoff.afterLoss(losses);
    }
  }

  /** The state before the marks, as {@link SessionStates#read} asks. */
  private Look look(ConversationKey key) {
    SessionStates.Versioned stored = states.read(key);
    return new Look(
        stored,
        conversations.readConsistently(key).marks(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private record Look(SessionStates.Versioned stored, ClearMarkers marks, Instant at) {
    SessionState seen() {
      return stored.state().seen(marks, at);
    }

    /** Whether writing this would change nothing. */
    boolean shows(SessionState next) {
      return next.equals(stored.state()) || (next.isEmpty() && stored.state().isEmpty());
    }
  }
}
