package org.conversationsessions.domain.billing;

import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.Session;

/**
 * A billing session and the session that it belongs to.
 *
 * @param session the closed session
 * @param number the billing session's number within the session, from 0
 * @param billingSession the billing session
 */
public record FoundBillingSession(Session session, int number, BillingSession billingSession) {
  /** Returns the position in the list. */
  public BillingPosition position() {
    return new BillingPosition(session.id(), number);
  }
}
