package org.conversationsessions.domain.billing;

import org.conversationsessions.domain.session.SessionId;

/**
 * The position of a billing session in the list: newest session first, the billing sessions of one
 * session in ascending order.
 *
 * @param number the billing session's number within the session, from 0
 */
public record BillingPosition(SessionId session, int number) {
  /**
   * Validates the number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public BillingPosition {
    if (number < 0) {
      throw new IllegalArgumentException("a billing session's number is 0 or more");
    }
  }
}
