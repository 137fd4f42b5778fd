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
  private final SizeLimit limit;

  /**
   * The largest state that is kept of a conversation.
   *
   * @param most the limit in bytes
   * @param sizeOf measures a state in bytes
   */
  public record SizeLimit(int most, ToIntFunction<SessionState> sizeOf) {}

  /**
   * Creates the service.
   *
   * @param backoff how to wait after a conflict
   * @param limit the largest state
   */
  public SessionStateService(
      Conversations conversations,
      SessionStates states,
      InstantSource clock,
      BackoffPolicy backoff,
      SizeLimit limit) {
    this.conversations = conversations;
    this.states = states;
    this.clock = clock;
    this.backoff = backoff;
    this.limit = limit;
  }

  /** Returns the state. Costs strongly consistent reads of the state and of the conversation. */
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

  /** Changes the state. Costs the reads of {@link #read} and a write, again after each conflict. */
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
