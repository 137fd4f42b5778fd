package org.conversationsessions.domain.event;

import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * One change of a stored session.
 *
 * @param before as it was; null when it was not there
 * @param after as it is; null when it is gone
 */
public record SessionChange(@Nullable Session before, @Nullable Session after) {
  /** Whether the session is new; one that comes closed started and closed in one write. */
  public boolean isStart() {
    return before == null && after != null;
  }

  /** Whether the session is over since this change. */
  public boolean isClosing() {
    return isClosed(after) && !isClosed(before);
  }

  private static boolean isClosed(@Nullable Session session) {
    return session != null && session.status() == SessionStatus.CLOSED;
  }
}
