package org.conversationsessions.store.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.TimeRange;

/**
 * Selects the days of a window whose partitions are read. If the partitions are few, all days are
 * read, so that sessions that are not counted yet are found too. Otherwise the days with a counted
 * session and the days within 24 hours of now are read.
 */
final class DayPruning {
  /**
   * The most partitions that are all read. Queries of them that find nothing cost 20 read units.
   */
  private static final int MAX_PARTITIONS_UNPRUNED = 40;

  private static final Duration NEAR_NOW = Duration.ofDays(1);

  private DayPruning() {}

  /**
   * Returns the days, newest first.
   *
   * @param perDay the number of partitions a day
   */
  static List<TimeRange> daysToRead(
      int perDay, BucketWindow window, WindowCounts counts, Instant now) {
    List<TimeRange> all = window.days();
    if ((long) all.size() * perDay <= MAX_PARTITIONS_UNPRUNED) {
      return all;
    }
    Set<LocalDate> known =
        counts.slices().stream()
            .filter(slice -> slice.total() > 0)
            .map(WindowSlice::day)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(
            day ->
                known.contains(day.day())
                    || (day.to().isAfter(now.minus(NEAR_NOW))
                        && day.from().isBefore(now.plus(NEAR_NOW))))
        .toList();
  }
}
