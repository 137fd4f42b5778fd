package org.conversationsessions.store.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.conversationsessions.store.session.SessionItem;

/**
 * A stretch of a window within one day, and how many sessions start in it.
 *
 * @param from its first millisecond
 * @param to its last millisecond
 * @param counts for each lane
 * @param hour the hour, if it could be cut into slots; below zero: it is as fine as it gets
 */
record CountBucket(Instant from, Instant to, List<Long> counts, long hour) {
  static final long FINE = -1;

  /** A stretch; a count below zero, which only a lost change leaves, is none. */
  CountBucket {
    List<Long> known = new ArrayList<>(counts.size());
    for (long count : counts) {
      known.add(Math.max(0, count));
    }
    counts = Collections.unmodifiableList(known);
  }

  long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  LocalDate day() {
    return SessionItem.day(from);
  }
}
