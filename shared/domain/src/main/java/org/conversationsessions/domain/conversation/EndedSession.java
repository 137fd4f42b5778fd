package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.SessionId;

/**
 * The last session of a conversation that is over, as far as later events need it.
 *
 * @param id its identifier
 * @param endTime its {@code end_time}
 * @param lastActivity the time of its latest event
 * @param anchor where its inactivity counted from
 * @param reason what closed it
 */
public record EndedSession(
    SessionId id, Instant endTime, Instant lastActivity, Instant anchor, CloseReason reason) {
  /**
   * Whether an event belongs here although the session is closed: it is older than the session's
   * end, or the sweep closed the session and the event shows that the user was not silent so long.
   * Without the second, where a session ends would depend on when the sweep ran (contract, section
   * 7). A reloaded chat window would have ended the session then; one that comes late would not.
   */
  boolean reaches(ActivityEvent event, Duration inactivity) {
    Instant at = event.timestamp();
    boolean goesOn =
        reason == CloseReason.INACTIVITY
            && at.isBefore(anchor.plus(inactivity))
            && (!event.isRefresh() || at.isBefore(lastActivity));
    return at.isBefore(endTime) || goesOn;
  }

  /**
   * Whether a late event falls into it or before it: not more than the inactivity after its end.
   */
  boolean spans(Instant at, Duration inactivity) {
    return !at.isAfter(endTime.plus(inactivity));
  }

  /** This, after one more event was counted in the closed session. */
  EndedSession with(ActivityEvent event, Instant newEnd) {
    Instant at = event.timestamp();
    boolean moves = event.type().isUsers() && at.isAfter(anchor);
    return new EndedSession(
        id, newEnd, at.isAfter(lastActivity) ? at : lastActivity, moves ? at : anchor, reason);
  }
}
