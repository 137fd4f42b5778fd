package org.conversationsessions.domain.history;

import java.util.List;
import java.util.function.UnaryOperator;
import org.conversationsessions.domain.session.Session;

/**
 * A page of the history.
 *
 * @param total the number of matching sessions, wherever the page begins
 * @param sessions the sessions on the page, the latest start first; equal starts by identifier, the
 *     highest first
 * @param moreAvailable whether more matching sessions follow the page
 */
public record HistoryPage(long total, List<Session> sessions, boolean moreAvailable) {
  /** Copies the list. */
  public HistoryPage {
    sessions = List.copyOf(sessions);
  }

  /** Returns this page with its list of sessions converted. */
  public HistoryPage mapSessions(UnaryOperator<List<Session>> mapping) {
    return new HistoryPage(total, mapping.apply(sessions), moreAvailable);
  }
}
