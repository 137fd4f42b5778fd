package org.conversationsessions.store.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.conversationsessions.store.window.TimeRange;

/**
 * The number of sessions that start in a range of a window. The range lies within one hour, or is
 * an edge of the window within one day.
 *
 * @param range the start times
 * @param counts the number of sessions of each partition series
 * @param isDivisible whether the counters know the sessions of each 10 seconds of the range
 */
record WindowSlice(TimeRange range, List<Long> counts, boolean isDivisible) {
  /** Treats a negative count, which only a change missing from the counters leaves, as zero. */
  WindowSlice {
    List<Long> known = new ArrayList<>(counts.size());
    for (long count : counts) {
      known.add(Math.max(0, count));
    }
    counts = Collections.unmodifiableList(known);
  }

  /** Returns a slice of an hour, as the counters know it. */
  static WindowSlice ofHour(TimeRange range, List<Long> counts) {
    return new WindowSlice(range, counts, true);
  }

  /** Returns a slice of one bucket of ten seconds, as the counters know it. */
  static WindowSlice ofBucket(TimeRange range, List<Long> counts) {
    return new WindowSlice(range, counts, false);
  }

  /** Returns a slice of which the sessions of a series or more were counted by their rows. */
  static WindowSlice ofRows(TimeRange range, List<Long> counts) {
    return new WindowSlice(range, counts, false);
  }

  /** Returns the number of sessions of all partition series. */
  long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** Returns the UTC day. */
  LocalDate day() {
    return range.day();
  }
}
