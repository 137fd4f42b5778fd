package org.conversationsessions.domain.event;

import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * One change of a stored session.
 *
 * @param before the session before the change; null if it did not exist
 * @param after the session after the change; null if it was deleted
 */
public record SessionChange(@Nullable Session before, @Nullable Session after)
    implements StreamChange {
  /**
   * Returns whether the session started. A new session that is already closed started and closed in
   * one write.
   */
  public boolean isStart() {
    return before == null && after != null;
  }

  /** Returns whether the session closed with this change. */
  public boolean isClosing() {
    return isClosed(after) && !isClosed(before);
  }

  /** Returns whether the end user got a nudge with this change. */
  public boolean isNudge() {
    return after != null
        && before != null
        && after.nudge().isPresent()
        && !after.nudge().equals(before.nudge());
  }

  private static boolean isClosed(@Nullable Session session) {
    return session != null && session.status() == SessionStatus.CLOSED;
  }
}
