/**
 * Answers for the history from counters and sessions (contract, section 5).
 *
 * <p>Counters give the total and the place where a page starts; the page itself is a k-way merge of
 * partitions.
 */
package org.conversationsessions.store.history;


