/**
 * Metrics of sessions (contract, section 17), from the counters; {@code docs/metrics.md} says how
 * they count and what that costs.
 */
package org.conversationsessions.store.metric;
