package org.conversationsessions.store.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.session.SessionItem;

/**
 * A query window, aligned to the counters' 10-second time buckets. The counters give the number of
 * sessions in the whole buckets. The edges, each shorter than a bucket, are counted by rows.
 *
 * <p>Example: of the window 10:00:03.000 to 10:00:47.999 the whole buckets are those from 10:00:10
 * to 10:00:39.999. The edges are 10:00:03.000 to 10:00:09.999 and 10:00:40.000 to 10:00:47.999.
 *
 * @param from the window's first millisecond
 * @param to the window's last millisecond
 * @param first the first whole bucket
 * @param last the last whole bucket; lower than {@code first} if there is none
 */
public record BucketWindow(Instant from, Instant to, long first, long last) {
  private static final long DAY_SECONDS = 86_400;

  /**
   * Returns the part of a window in which sessions can start; empty if there is none. Sessions
   * start at or after the epoch and at or before {@link SessionId#MAX_START}.
   */
  public static Optional<BucketWindow> of(TimeWindow window) {
    Instant to = window.to().isAfter(SessionId.MAX_START) ? SessionId.MAX_START : window.to();
    Instant from = window.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : window.from();
    if (from.isAfter(to)) {
      return Optional.empty();
    }
    long first = TimeBucket.of(from);
    long last = TimeBucket.of(to);
    return Optional.of(
        new BucketWindow(
            from,
            to,
            TimeBucket.start(first).equals(from) ? first : first + 1,
            TimeBucket.end(last).equals(to) ? last : last - 1));
  }

  /** Returns this window with every bucket that ends at or after an instant counted by rows. */
  public BucketWindow countedByRowsFrom(Instant at) {
    return new BucketWindow(from, to, first, Math.min(last, TimeBucket.of(at) - 1));
  }

  /** Returns this window with every bucket outside its whole hours counted by rows. */
  public BucketWindow ofWholeHours() {
    long firstHour = TimeBucket.hour(first + TimeBucket.PER_HOUR - 1);
    long endHour = TimeBucket.hour(last + 1);
    return new BucketWindow(
        from, to, TimeBucket.firstOfHour(firstHour), TimeBucket.firstOfHour(endHour) - 1);
  }

  /** Returns this window with every bucket of the hours that it cuts. */
  public BucketWindow withCutHours() {
    return new BucketWindow(
        from,
        to,
        TimeBucket.firstOfHour(TimeBucket.hour(TimeBucket.of(from))),
        TimeBucket.lastOfHour(TimeBucket.hour(TimeBucket.of(to))));
  }

  /** Returns whether the window has a whole bucket. */
  public boolean hasBuckets() {
    return first <= last;
  }

  /** Returns the day of the first whole bucket. */
  public LocalDate firstDay() {
    return TimeBucket.day(TimeBucket.hour(first));
  }

  /** Returns the day of the last whole bucket. */
  public LocalDate lastDay() {
    return TimeBucket.day(TimeBucket.hour(last));
  }

  /** Returns the ranges outside the whole buckets, each within one day, newest first. */
  List<TimeRange> edges() {
    if (!hasBuckets()) {
      return days();
    }
    List<TimeRange> edges = new ArrayList<>();
    addDays(TimeBucket.start(last + 1), to, edges);
    addDays(from, TimeBucket.end(first - 1), edges);
    return edges;
  }

  /** Returns the window cut at midnight UTC, newest day first. */
  public List<TimeRange> days() {
    List<TimeRange> days = new ArrayList<>();
    addDays(from, to, days);
    return days;
  }

  /** Returns the hours of which some buckets are whole and some are not inside: at most two. */
  List<Long> partialHours() {
    List<Long> partial = new ArrayList<>();
    if (hasBuckets()) {
      long firstHour = TimeBucket.hour(first);
      long lastHour = TimeBucket.hour(last);
      if (first != TimeBucket.firstOfHour(firstHour) || last < TimeBucket.lastOfHour(firstHour)) {
        partial.add(firstHour);
      }
      if (lastHour != firstHour && last != TimeBucket.lastOfHour(lastHour)) {
        partial.add(lastHour);
      }
    }
    return partial;
  }

  /** Returns the range of an hour's whole buckets in this window. */
  TimeRange bucketRangeOf(long hour) {
    return new TimeRange(
        TimeBucket.start(Math.max(first, TimeBucket.firstOfHour(hour))),
        TimeBucket.end(Math.min(last, TimeBucket.lastOfHour(hour))));
  }

  private static void addDays(Instant from, Instant to, List<TimeRange> ranges) {
    Instant end = to;
    while (!from.isAfter(end)) {
      Instant midnight = SessionItem.day(end).atStartOfDay().toInstant(ZoneOffset.UTC);
      ranges.add(new TimeRange(midnight.isBefore(from) ? from : midnight, end));
      end = midnight.minusMillis(1);
    }
  }

  /** Returns a UTC day's last millisecond. */
  public static Instant endOf(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(DAY_SECONDS).minusMillis(1);
  }
}
