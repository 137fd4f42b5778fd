package org.conversationsessions.domain.conversation;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;

/** What one event means for a conversation. */
public sealed interface EventOutcome {
  /**
   * The event counts.
   *
   * @param next the conversation after it
   * @param session the session it went to; null for a discard that found no session to count in
   * @param records the sessions whose records change with it, each as it is afterwards: those that
   *     start, close, become interactive or go to an agent, and closed ones that a late event
   *     counts in. Usually none.
   */
  record Applied(Conversation next, @Nullable SessionId session, List<Session> records)
      implements EventOutcome {
    /** Copies what can change. */
    public Applied {
      records = List.copyOf(records);
    }
  }

  /**
   * The event was recorded before and changes nothing.
   *
   * @param session the session it went to then; null if it went to none
   */
  record Repeated(@Nullable SessionId session) implements EventOutcome {}

  /** The event is older than what the conversation's state tells: its past must be looked at. */
  record NeedsPast() implements EventOutcome {}

  /**
   * The event fits nowhere.
   *
   * @param reason why, for the one who sent it
   * @param closed the session that its time shows to be inactive, if the sweep has not closed it
   */
  record Refused(String reason, Optional<Lifecycle.Closed> closed) implements EventOutcome {
    Refused(String reason) {
      this(reason, Optional.empty());
    }
  }
}
