/**
 * Limits on the calls to a bot or an account, counted in rolling windows (contract, section 3, row
 * 5).
 */
package org.conversationsessions.domain.limit;
