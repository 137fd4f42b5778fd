package org.conversationsessions.domain.history;

import java.util.List;
import java.util.function.UnaryOperator;
import org.conversationsessions.domain.session.Session;

/**
 * What a question about the history is answered with.
 *
 * @param total how many sessions match, wherever the page begins
 * @param sessions those on the page: the latest start first, ties by identifier, the highest first
 * @param more whether matching sessions come behind the page
 */
public record HistoryPage(long total, List<Session> sessions, boolean more) {
  /** Copies what can change. */
  public HistoryPage {
    sessions = List.copyOf(sessions);
  }

  /** This page, its sessions shown in another way. */
  public HistoryPage shown(UnaryOperator<List<Session>> way) {
    return new HistoryPage(total, way.apply(sessions), more);
  }
}
