package org.conversationsessions.domain.conversation;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;

/** The result of applying one event to a conversation. */
public sealed interface EventOutcome {
  /**
   * The event is recorded.
   *
   * @param conversation the conversation after the event, not yet written
   * @param session the session that the response names: the one that the event counts in. If it
   *     counts in none, the session that ended last; null if the conversation never had one
   * @param changedSessions the sessions whose items change, as they are afterwards: sessions that
   *     start, close, become interactive or go to an agent, and closed sessions that a late event
   *     counts in or that take an event's user tags. Usually empty.
   * @param rule what decided the session
   * @param closed the session that the event closes, if it closes one
   */
  record Applied(
      Conversation conversation,
      @Nullable SessionId session,
      List<Session> changedSessions,
      SessionRule rule,
      Optional<Lifecycle.ClosingResult> closed)
      implements EventOutcome {
    /** Copies the list. */
    public Applied {
      changedSessions = List.copyOf(changedSessions);
    }

    /**
     * Returns the session that the response names, as it is after the event; empty if it has ended
     * and its item does not change.
     */
    public Optional<Session> counted() {
      LiveSession live = conversation.live();
      return live != null && live.session().id().equals(session)
          ? Optional.of(live.session())
          : changedSessions.stream().filter(changed -> changed.id().equals(session)).findFirst();
    }
  }

  /**
   * The event was recorded before. Nothing changes.
   *
   * @param session the session it was recorded in; null if it was recorded in none
   */
  record Repeated(@Nullable SessionId session) implements EventOutcome {}

  /**
   * The event hands in a line for the debug log. Nothing changes.
   *
   * @param session the live session; null if there is none
   */
  record Logged(@Nullable SessionId session) implements EventOutcome {}

  /**
   * The event is older than the conversation's state covers. The decision needs the adjacent
   * sessions.
   */
  record NeedsAdjacentSessions() implements EventOutcome {}

  /**
   * The event fits into no session.
   *
   * @param reason why, for the sender
   * @param closedBefore the session that this event's time proves inactive, if it was still live
   */
  record Refused(String reason, Optional<Lifecycle.ClosingResult> closedBefore)
      implements EventOutcome {
    Refused(String reason) {
      this(reason, Optional.empty());
    }
  }
}
