package org.conversationsessions.domain.history;

import java.util.Optional;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionType;

/**
 * Which sessions are wanted. Every part may be combined with every other.
 *
 * @param window by their start
 * @param userId of this end user only
 * @param containment of this containment only
 * @param type of this type only
 * @param tags with these tags only
 */
public record HistoryFilter(
    TimeWindow window,
    Optional<String> userId,
    Optional<ContainmentType> containment,
    Optional<SessionType> type,
    TagFilter tags) {
  /** Whether a session is wanted. */
  public boolean matches(Session session) {
    return window.contains(session.startTime())
        && userId.map(session.conversation().userId()::equals).orElse(true)
        && containment.map(session.containment()::equals).orElse(true)
        && type.map(session.type()::equals).orElse(true)
        && tags.matches(session.tags());
  }
}
