/**
 * Limits on the calls that have one {@link org.conversationsessions.domain.limit.RateKey}, counted
 * in rolling windows (contract, section 3, row 5).
 */
package org.conversationsessions.domain.limit;
