/**
 * The sessions that start in a window of time: where their rows are, and how many the counters
 * know. The history and the metrics count by it.
 */
package org.conversationsessions.store.window;
