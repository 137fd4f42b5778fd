/**
 * Pages of the session history (contract, section 5). {@link
 * org.conversationsessions.store.history.DynamoSessionHistory} is the entry; {@code
 * docs/history.md} lists the calls in order.
 *
 * <p>The counters give the total and the row at which a page begins. The page itself is a k-way
 * merge of partitions.
 */
package org.conversationsessions.store.history;
