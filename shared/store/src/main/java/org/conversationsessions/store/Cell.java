package org.conversationsessions.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A stretch of a window within one day, and how many sessions start in it.
 *
 * @param from its first millisecond
 * @param to its last millisecond
 * @param counts for each lane
 * @param hour the hour, if it could be cut into slots; below zero: it is as fine as it gets
 */
record Cell(Instant from, Instant to, List<Long> counts, long hour) {
  static final long FINE = -1;

  /** A stretch; a count below zero, which only a lost change leaves, is none. */
  Cell {
    counts = counts.stream().map(count -> Math.max(0, count)).toList();
  }

  long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  LocalDate day() {
    return SessionItem.day(from);
  }
}
