package org.conversationsessions.application.billing;

import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingQuery;

/**
 * The port to the billing sessions of closed sessions (contract, section 16). Those of expired
 * sessions are not returned, even while the sessions are stored. The method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface BillingSessions {
  /** The most sessions, live and closed, that the window of a query may have. */
  int MAX_SESSIONS = 100_000;

  /**
   * Returns a page and the exact total. Eventually consistent: the billing sessions of a closing
   * appear when the history shows the session as closed.
   */
  Result page(BillingQuery query);

  /** What a query finds. */
  sealed interface Result {
    /**
     * A page.
     *
     * @param page the billing sessions, with their total
     */
    record Found(BillingPage page) implements Result {}

    /** The window has more than {@value BillingSessions#MAX_SESSIONS} sessions. */
    record TooMany() implements Result {}
  }
}
