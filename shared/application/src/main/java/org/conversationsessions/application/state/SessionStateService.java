package org.conversationsessions.application.state;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.ToIntFunction;
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
 * org.conversationsessions.application.StoreException} when the store fails. Safe for several threads.
 */
public final class SessionStateService {
  private final Conversations conversations;
  private final SessionStates states;
  private final InstantSource clock;
  private final BackoffPolicy contention;
  private final SizeLimit limit;

  /**
   * The largest state that is kept of a conversation.
   *
   * @param most the limit in bytes
   * @param sizeOf measures a state in bytes
   */
  public record SizeLimit(int most, ToIntFunction<SessionState> sizeOf) {}

  /**
   * Makes a keeper.
   *
   * @param contention how to wait after a lost write
   */
  public SessionStateService(
      Conversations conversations,
      SessionStates states,
      InstantSource clock,
      BackoffPolicy contention,
      SizeLimit limit) {
    this.conversations = conversations;
    this.states = states;
    this.clock = clock;
    this.contention = contention;
    this.limit = limit;
  }

  /** What is kept. A consistent read of the state and one of the conversation. */
  public SessionState read(ConversationKey key) {
    return look(key).seen();
  }

  /** The result of a change. */
  public sealed interface Result {
    /**
     * The change is durable.
     *
     * @param state the state after the change
     */
    record Changed(SessionState state) implements Result {}

    /**
     * The state would be too large; nothing was written.
     *
     * @param size its size in bytes
     */
    record TooLarge(int size) implements Result {}
  }

  /** Changes the state: the reads of {@link #read} and a write for each attempt. */
  public Result change(ConversationKey key, StateChange change) {
    for (int losses = 1; ; losses++) {
      Look look = look(key);
      SessionState next = change.appliedTo(look.seen(), look.marks, look.at);
      int size = limit.sizeOf().applyAsInt(next);
      if (size > limit.most()) {
        return new Result.TooLarge(size);
      }
      if (look.shows(next) || states.write(key, next, look.stored.version())) {
        return new Result.Changed(next);
      }
      contention.afterLoss(losses);
    }
  }

  /** Forgets all that is kept. A consistent read, and a write if there is anything. */
  public void clear(ConversationKey key) {
    for (int losses = 1; ; losses++) {
      SessionStates.Versioned stored = states.read(key);
      if (stored.state().isEmpty() || states.write(key, SessionState.EMPTY, stored.version())) {
        return;
      }
      contention.afterLoss(losses);
    }
  }

  /** The state before the marks, as {@link SessionStates#read} asks. */
  private Look look(ConversationKey key) {
    SessionStates.Versioned stored = states.read(key);
    return new Look(
        stored, conversations.read(key).marks(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
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
