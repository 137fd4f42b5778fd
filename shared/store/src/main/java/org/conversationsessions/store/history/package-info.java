/**
 * Pages of the session history (contract, section 5).
 *
 * <p>The counters give the total and the row at which a page begins. The page itself is a k-way
 * merge of partitions.
 */
package org.conversationsessions.store.history;
