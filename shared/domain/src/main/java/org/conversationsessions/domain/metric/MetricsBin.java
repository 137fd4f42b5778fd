package org.conversationsessions.domain.metric;

import java.time.Instant;

/**
 * A bin of a series: a range of start times.
 *
 * @param start the first instant
 * @param end the first instant after it
 */
public record MetricsBin(Instant start, Instant end) {
  /** Returns whether a start is in the bin. */
  public boolean contains(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}
