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
 * Reads and changes the state that bots keep about conversations (contract, section 10). Parts that
 * closings and discards have cleared are never returned, and the next change removes them from the
 * store. Concurrent changes are all kept. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails. Safe for several
 * threads.
 */
public final class SessionStateService {
  private final Conversations conversations;
  private final SessionStates states;
  private final InstantSource clock;
  private final BackoffPolicy backoff;

  /**
   * Creates the service.
   *
   * @param backoff how to wait after a conflict
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

  /** Returns the state. Costs strongly consistent reads of the state and of the conversation. */
  public SessionState read(ConversationKey key) {
    return look(key).seen();
  }

  /**
   * Changes the state. Costs the reads of {@link #read} and a write, again after each conflict.
   *
   * @param check throws if the new state is not allowed; nothing is written then
   * @return the new state
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

  /** Clears the whole state. Costs a strongly consistent read, and a write if there is anything. */
  public void clear(ConversationKey key) {
    for (int losses = 1; ; losses++) {
      SessionStates.Versioned stored = states.read(key);
      if (stored.state().isEmpty() || states.write(key, SessionState.EMPTY, stored.version())) {
        return;
      }
      backoff.afterLoss(losses);
    }
  }

  /** Reads the state before the markers, as {@link SessionStates#read} requires. */
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

    /** Returns whether writing this state would change nothing. */
    boolean shows(SessionState next) {
      return next.equals(stored.state()) || (next.isEmpty() && stored.state().isEmpty());
    }
  }
}
