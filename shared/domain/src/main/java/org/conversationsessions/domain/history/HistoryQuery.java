package org.conversationsessions.domain.history;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.SessionId;

/**
 * A page of the history.
 *
 * @param bots over these bots
 * @param filter which sessions
 * @param skip how many of them to pass over, the newest first; 0 or more
 * @param after pass over all down to this one, itself included
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record HistoryQuery(
    List<Bot> bots, HistoryFilter filter, long skip, Optional<SessionId> after, int limit) {
  /** The largest page (contract, section 5). */
  public static final int MAX_LIMIT = 1000;

  /** Checks the numbers. */
  public HistoryQuery {
    bots = List.copyOf(bots);
    if (skip < 0 || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("skip is 0 or more, limit 1 to " + MAX_LIMIT);
    }
  }
}
