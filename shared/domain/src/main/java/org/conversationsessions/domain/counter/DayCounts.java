package org.conversationsessions.domain.counter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.conversationsessions.domain.counter.BucketCounts.Change;
import org.conversationsessions.domain.counter.CountChange.Delta;

/**
 * The counts of the sessions that start on one day: those of an end user, or of one shard of a bot.
 *
 * @param hours the counts by hour of the day
 * @param buckets the counts by time bucket of the day while these are few; afterwards each hour's
 *     buckets are stored separately ({@link #bucketsOfHour})
 * @param expiries for each hour of the day, a lower bound of the expiry of all sessions ever
 *     counted in it; no entry if none expires. The bound outlives the sessions, because the index
 *     by tag still names those that have expired
 */
public record DayCounts(
    BucketCounts hours, Optional<BucketCounts> buckets, Map<Integer, Instant> expiries) {
  /** A day without sessions. */
  public static final DayCounts EMPTY =
      new DayCounts(BucketCounts.EMPTY, Optional.of(BucketCounts.EMPTY), Map.of());

  /**
   * The most time buckets stored with the day itself, about 400 bytes. So the day of an end user or
   * a quiet bot is one item to write and to read.
   */
  private static final int MAX_BUCKETS = 64;

  /** Copies the map. */
  public DayCounts {
    expiries = Map.copyOf(expiries);
  }

  /** Returns this day after changes. */
  public DayCounts plus(Collection<Delta> deltas) {
    BucketCounts newHours = hours.plus(changes(deltas, DayCounts::hourOfDay));
    SortedMap<Integer, Instant> bounds = new TreeMap<>(expiries);
    for (Delta delta : deltas) {
      Instant bound = delta.noExpiryBefore();
      if (bound != null) {
        bounds.merge(hourOfDay(delta), bound, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return new DayCounts(
        newHours, buckets.map(old -> old.plus(changes(deltas, DayCounts::bucketOfDay))), bounds);
  }

  /** Returns this day with those bounds of another that are lower. */
  public DayCounts withBoundsOf(DayCounts other) {
    SortedMap<Integer, Instant> bounds = new TreeMap<>(expiries);
    other.expiries.forEach(
        (hour, bound) -> bounds.merge(hour, bound, (a, b) -> a.isBefore(b) ? a : b));
    return new DayCounts(hours, buckets, bounds);
  }

  /** Returns whether there are too many time buckets to store them with the day. */
  public boolean hasTooManyBuckets() {
    return buckets.map(s -> s.size() > MAX_BUCKETS).orElse(false);
  }

  /** Returns this day without its time buckets. */
  public DayCounts withoutBuckets() {
    return new DayCounts(hours, Optional.empty(), expiries);
  }

  /**
   * Returns the time buckets of one hour that are stored with the day, numbered within the hour;
   * empty if they are stored separately.
   */
  public Optional<BucketCounts> bucketsOfHour(int hour) {
    int first = hour * TimeBucket.PER_HOUR;
    return buckets.map(s -> s.between(first, first + TimeBucket.PER_HOUR - 1).renumbered(-first));
  }

  /** Returns whether a session counted in this hour of the day may have expired. */
  public boolean mayHaveExpired(int hour, Instant now) {
    Instant bound = expiries.get(hour);
    return bound != null && !now.isBefore(bound);
  }

  /** Returns whether nothing is counted. */
  public boolean isEmpty() {
    return hours.isEmpty();
  }

  /** Returns the hours of the day with a count. */
  public IntStream countedHours() {
    return IntStream.of(hours.bucketNumbers());
  }

  /** Returns the counts that only changes add up to, by time bucket of the day. */
  public static BucketCounts bucketsOfDay(Collection<Delta> deltas) {
    return BucketCounts.EMPTY.plus(changes(deltas, DayCounts::bucketOfDay));
  }

  /** Returns an hour's time buckets after those changes that fall into the hour. */
  public static BucketCounts plus(BucketCounts buckets, int hour, List<Delta> deltas) {
    return buckets.plus(
        changes(
            deltas.stream().filter(delta -> hourOfDay(delta) == hour).toList(),
            delta -> bucketOfDay(delta) % TimeBucket.PER_HOUR));
  }

  /** Returns the hour of the day that a change falls into. */
  public static int hourOfDay(Delta delta) {
    return bucketOfDay(delta) / TimeBucket.PER_HOUR;
  }

  private static int bucketOfDay(Delta delta) {
    return TimeBucket.ofDay(delta.bucket());
  }

  private static List<Change> changes(Collection<Delta> deltas, ToIntFunction<Delta> number) {
    return deltas.stream()
        .map(delta -> new Change(number.applyAsInt(delta), delta.kind(), delta.change()))
        .toList();
  }
}
