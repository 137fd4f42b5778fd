package org.conversationsessions.domain.history;

import java.util.Optional;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionType;

/**
 * A filter on sessions. All parts can be combined.
 *
 * @param window the window of their start
 * @param userId the end user; empty: any
 * @param containment the containment; empty: any
 * @param type the type; empty: any
 * @param tags the condition on their tags
 */
public record HistoryFilter(
    TimeWindow window,
    Optional<String> userId,
    Optional<ContainmentType> containment,
    Optional<SessionType> type,
    TagFilter tags) {
  /** Returns the filter that every session of a window passes. */
  public static HistoryFilter of(TimeWindow window) {
    return new HistoryFilter(
        window, Optional.empty(), Optional.empty(), Optional.empty(), TagFilter.NONE);
  }

  /**
   * Returns whether a session passes the filter. It decides which live sessions a request for many
   * closes, and checks again the rows that the index by tag has named ({@code TaggedRows}). In
   * other pages of the history a key, a scan or the overlay of live sessions decides about each
   * part ({@code ScanPage.matchesTags}, {@code LiveSessionOverlay.matchesKeys}).
   */
  public boolean matches(Session session) {
    return window.contains(session.startTime())
        && userId.map(session.conversation().userId()::equals).orElse(true)
        && containment.map(session.containment()::equals).orElse(true)
        && type.map(session.type()::equals).orElse(true)
        && tags.matches(session.tags());
  }
}
