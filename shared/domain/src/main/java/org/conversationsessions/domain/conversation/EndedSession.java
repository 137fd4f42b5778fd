package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.SessionId;

/**
 * The last ended session of a conversation, as far as later events need it.
 *
 * @param id the session's identifier
 * @param endTime the session's {@code end_time}
 * @param lastActivity the time of its latest event
 * @param inactivityStart the start of its last inactivity period: the end user's last interaction,
 *     or the session's start
 * @param reason what closed it
 */
public record EndedSession(
    SessionId id,
    Instant endTime,
    Instant lastActivity,
    Instant inactivityStart,
    CloseReason reason) {
  /**
   * Returns whether the sessions next to an event must be read before it may start a session: it
   * may belong to this session or to an earlier one. That holds if the event is older than this
   * session's end. It also holds if the sweep closed the session and the event shows that the user
   * was not inactive that long; otherwise the time of the sweep would decide where a session ends
   * (contract, section 7). A reload after the last activity starts a session, because it would have
   * ended this one; a late reload ends none.
   */
  boolean needsAdjacentForStart(ActivityEvent event, Duration inactivity) {
    Instant at = event.timestamp();
    boolean stillActive =
        reason == CloseReason.INACTIVITY
            && at.isBefore(inactivityStart.plus(inactivity))
            && (!event.isRefresh() || at.isBefore(lastActivity));
    return at.isBefore(endTime) || stillActive;
  }

  /**
   * Returns whether the sessions next to this instant must be read for an event that starts no
   * session: it may belong to this session or to an earlier one, because it is at most the
   * inactivity duration after this session's end.
   */
  boolean needsAdjacentForNonStarting(Instant at, Duration inactivity) {
    return !at.isAfter(endTime.plus(inactivity));
  }

  /** Returns this session after one more event was counted in it. */
  EndedSession with(ActivityEvent event, Instant newEnd) {
    Instant at = event.timestamp();
    boolean restartsInactivity = event.type().isByUser() && at.isAfter(inactivityStart);
    return new EndedSession(
        id,
        newEnd,
        at.isAfter(lastActivity) ? at : lastActivity,
        restartsInactivity ? at : inactivityStart,
        reason);
  }
}
