package org.conversationsessions.store.window;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.session.SessionItem;

/**
 * A range of start times.
 *
 * @param from the first millisecond
 * @param to the last millisecond
 */
public record TimeRange(Instant from, Instant to) {
  /** Returns an hour, numbered from the epoch. */
  public static TimeRange ofHour(long hour) {
    return new TimeRange(
        TimeBucket.start(TimeBucket.firstOfHour(hour)),
        TimeBucket.end(TimeBucket.lastOfHour(hour)));
  }

  /** Returns the UTC day of the first millisecond. */
  public LocalDate day() {
    return SessionItem.day(from);
  }

  /** Returns the hour since the epoch of the first millisecond. */
  public long hour() {
    return TimeBucket.hour(TimeBucket.of(from));
  }

  /** Returns the first 10-second bucket of the hour, numbered within it. */
  public int firstBucket() {
    return bucketOfHour(from);
  }

  /** Returns the last 10-second bucket of the hour, numbered within it. */
  public int lastBucket() {
    return bucketOfHour(to);
  }

  /** Returns whether the range has all buckets of its hour. */
  boolean isWholeHour() {
    return firstBucket() == 0 && lastBucket() == TimeBucket.PER_HOUR - 1;
  }

  /**
   * Returns this range cut where buckets begin, the earliest part first.
   *
   * @param buckets the buckets, numbered from the epoch
   */
  List<TimeRange> cutAt(NavigableSet<Long> buckets) {
    List<TimeRange> parts = new ArrayList<>();
    Instant begin = from;
    for (long bucket : buckets.subSet(TimeBucket.of(from), false, TimeBucket.of(to), true)) {
      parts.add(new TimeRange(begin, TimeBucket.end(bucket - 1)));
      begin = TimeBucket.start(bucket);
    }
    parts.add(new TimeRange(begin, to));
    return parts;
  }

  private int bucketOfHour(Instant at) {
    return Math.toIntExact(TimeBucket.of(at) - TimeBucket.firstOfHour(hour()));
  }
}
