package org.conversationsessions.domain.erasure;

import java.time.Instant;
import java.util.Set;
import org.conversationsessions.domain.session.SessionId;

/**
 * Sessions of an end user: those with given identifiers, or all that started in a time range.
 *
 * @param userId the end user
 * @param sessions the sessions; empty: those of the range
 * @param from the first start, inclusive
 * @param to the last start, inclusive
 */
public record SessionSelection(String userId, Set<SessionId> sessions, Instant from, Instant to) {
  /** Copies the set. */
  public SessionSelection {
    sessions = Set.copyOf(sessions);
  }

  /** Returns the selection of these sessions. */
  public static SessionSelection of(String userId, Set<SessionId> sessions) {
    return new SessionSelection(userId, sessions, Instant.EPOCH, SessionId.MAX_START);
  }

  /** Returns whether it has a session. */
  public boolean has(SessionId id) {
    return sessions.isEmpty()
        ? !id.start().isBefore(from) && !id.start().isAfter(to)
        : sessions.contains(id);
  }

  @Override
  public String toString() {
    return "sessions of an end user";
  }
}
