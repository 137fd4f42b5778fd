package org.conversationsessions.store.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.store.history.BucketWindow.Stretch;

/**
 * Which days of a window are asked for rows. All of them where they are few, so that nothing is
 * missing that the counters do not know yet; else those where the counters know of any, and those
 * around now.
 */
final class DayPruning {
  /** So many partitions without a row cost 20 read units. */
  private static final int FEW_PARTITIONS = 40;

  private static final Duration NEAR = Duration.ofDays(1);

  private DayPruning() {}

  /** The days, the newest first. */
  static List<Stretch> asked(
      List<PartitionSeries> lanes, BucketWindow window, WindowCounts census, Instant now) {
    List<Stretch> all = window.days();
    if ((long) all.size() * lanes.size() <= FEW_PARTITIONS) {
      return all;
    }
    Set<LocalDate> known =
        census.cells().stream()
            .filter(cell -> cell.total() > 0)
            .map(CountBucket::day)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(
            day ->
                known.contains(day.day())
                    || (day.to().isAfter(now.minus(NEAR)) && day.from().isBefore(now.plus(NEAR))))
        .toList();
  }
}
