package org.conversationsessions.domain.billing;

import java.util.List;

/**
 * A page of billing sessions.
 *
 * @param total the number of matching billing sessions, wherever the page begins
 * @param billingSessions those on the page, in the order of {@link BillingPosition}
 * @param moreAvailable whether more matching billing sessions follow the page
 */
public record BillingPage(
    long total, List<FoundBillingSession> billingSessions, boolean moreAvailable) {
  /** The page of a query that finds nothing. */
  public static final BillingPage EMPTY = new BillingPage(0, List.of(), false);

  /** Copies the list. */
  public BillingPage {
    billingSessions = List.copyOf(billingSessions);
  }
}
