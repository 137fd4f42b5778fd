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
   * @param maxBytes the limit in bytes
   * @param sizeOf measures a state in bytes
   */
  public record SizeLimit(int maxBytes, ToIntFunction<SessionState> sizeOf) {}

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
    return readCurrent(key).visible();
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
    for (int conflicts = 1; ; conflicts++) {
      CurrentState current = readCurrent(key);
      SessionState changed = change.appliedTo(current.visible(), current.clearMarkers, current.at);
      int size = limit.sizeOf().applyAsInt(changed);
      if (size > limit.maxBytes()) {
        return new Result.TooLarge(size);
      }
      if (current.isUnchangedBy(changed) || states.write(key, changed, current.stored.version())) {
        return new Result.Changed(changed);
      }
      backoff.awaitRetry(conflicts);
    }
  }

  /** Clears the whole state. Costs a strongly consistent read, and a write if there is anything. */
  public void clear(ConversationKey key) {
    for (int conflicts = 1; ; conflicts++) {
      SessionStates.Versioned stored = states.read(key);
      if (stored.state().isEmpty() || states.write(key, SessionState.EMPTY, stored.version())) {
        return;
      }
      backoff.awaitRetry(conflicts);
    }
  }

  /** Reads the state before the markers, as {@link SessionStates#read} requires. */
  private CurrentState readCurrent(ConversationKey key) {
    SessionStates.Versioned stored = states.read(key);
    return new CurrentState(
        stored,
        conversations.readConsistently(key).clearMarkers(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private record CurrentState(
      SessionStates.Versioned stored, ClearMarkers clearMarkers, Instant at) {
    SessionState visible() {
      return stored.state().visible(clearMarkers, at);
    }

    /** Returns whether writing this state would change nothing. */
    boolean isUnchangedBy(SessionState changed) {
      return changed.equals(stored.state()) || (changed.isEmpty() && stored.state().isEmpty());
    }
  }
}
