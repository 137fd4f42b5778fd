package org.conversationsessions.domain.history;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.SessionId;

/**
 * A query for one page of the history.
 *
 * @param bots the bots whose sessions are wanted; their sharding gives the partitions
 * @param filter the filter on the sessions
 * @param skip how many matching sessions to skip, the newest first; 0 or more
 * @param after the last session of the previous page; the page begins after it
 * @param limit the most sessions on the page, 1 to {@value #MAX_LIMIT}
 */
public record HistoryQuery(
    List<Bot> bots, HistoryFilter filter, long skip, Optional<SessionId> after, int limit) {
  /** The largest page (contract, section 5). */
  public static final int MAX_LIMIT = 1000;

  /**
   * Validates the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public HistoryQuery {
    bots = List.copyOf(bots);
    if (skip < 0 || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("skip is 0 or more, limit 1 to " + MAX_LIMIT);
    }
  }
}
