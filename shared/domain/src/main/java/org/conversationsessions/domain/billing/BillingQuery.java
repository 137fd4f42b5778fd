package org.conversationsessions.domain.billing;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;

/**
 * A query for one page of billing sessions.
 *
 * @param bots the bots whose billing sessions are wanted; their sharding gives the partitions
 * @param window the window of the start of their sessions
 * @param channel the channel of their sessions, in any case; empty: any
 * @param skip how many billing sessions to skip, from the first of the list; 0 or more
 * @param after the last billing session of the previous page; the page begins after it
 * @param limit the most billing sessions on the page, 1 to {@value #MAX_LIMIT}
 */
public record BillingQuery(
    List<Bot> bots,
    TimeWindow window,
    Optional<String> channel,
    long skip,
    Optional<BillingPosition> after,
    int limit) {
  /** The largest page (contract, section 16.2). */
  public static final int MAX_LIMIT = 1000;

  /**
   * Validates the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public BillingQuery {
    bots = List.copyOf(bots);
    if (skip < 0 || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("skip is 0 or more, limit 1 to " + MAX_LIMIT);
    }
  }

  /** Returns whether a session of the bots passes the filters by start and channel. */
  public boolean matches(Session session) {
    return window.contains(session.startTime())
        && channel.map(session.conversation().channel()::equalsIgnoreCase).orElse(true);
  }
}
