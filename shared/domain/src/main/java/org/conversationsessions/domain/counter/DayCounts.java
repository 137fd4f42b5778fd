package org.conversationsessions.domain.counter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.conversationsessions.domain.counter.CountChange.Delta;

/**
 * The sessions that start on one day, counted: those of an end user, or of a bot or a part of it.
 *
 * @param hours by hour of the day
 * @param slots by slot of the day, as long as the day has few; then each hour's slots are kept by
 *     themselves ({@link #hourOf})
 * @param expiries for each hour of the day the instant before which nothing counted in it expires;
 *     no entry where nothing ever does
 */
public record DayCounts(
    BucketCounts hours, Optional<BucketCounts> slots, Map<Integer, Instant> expiries) {
  /** A day without sessions. */
  public static final DayCounts EMPTY =
      new DayCounts(BucketCounts.EMPTY, Optional.of(BucketCounts.EMPTY), Map.of());

  /**
   * How many slots a day keeps with itself: some 400 bytes. So an end user's day, and a quiet
   * bot's, are one item to write and to read.
   */
  private static final int FEW = 64;

  /** Copies what can change. */
  public DayCounts {
    expiries = Map.copyOf(expiries);
  }

  /** This day, changed. */
  public DayCounts plus(Collection<Delta> deltas) {
    BucketCounts newHours = hours;
    BucketCounts newSlots = slots.orElse(BucketCounts.EMPTY);
    SortedMap<Integer, Instant> bounds = new TreeMap<>(expiries);
    for (Delta delta : deltas) {
      int hour = hourOfDay(delta);
      newHours = newHours.plus(hour, delta.kind(), delta.change());
      newSlots = newSlots.plus(TimeBucket.ofDay(delta.slot()), delta.kind(), delta.change());
      Instant bound = delta.noExpiryBefore();
      if (bound != null) {
        bounds.merge(hour, bound, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    BucketCounts left = newHours;
    bounds.keySet().removeIf(hour -> left.between(hour, hour).isEmpty());
    BucketCounts rest = newSlots;
    return new DayCounts(newHours, slots.map(any -> rest), bounds);
  }

  /** Whether the slots are too many to be kept with the day. */
  public boolean isOverfull() {
    return slots.map(s -> s.size() > FEW).orElse(false);
  }

  /** This day without its slots. */
  public DayCounts withoutSlots() {
    return new DayCounts(hours, Optional.empty(), expiries);
  }

  /** The slots kept with the day of one hour of it, numbered within the hour. */
  public Optional<BucketCounts> hourOf(int hour) {
    int first = hour * TimeBucket.PER_HOUR;
    return slots.map(s -> s.between(first, first + TimeBucket.PER_HOUR - 1).renumbered(-first));
  }

  /** Whether something that is counted in this hour of the day may have expired. */
  public boolean mayHaveExpired(int hour, Instant now) {
    Instant bound = expiries.get(hour);
    return bound != null && !now.isBefore(bound);
  }

  /** Whether nothing is counted. */
  public boolean isEmpty() {
    return hours.isEmpty();
  }

  /** The hours of the day that hold anything. */
  public IntStream busyHours() {
    return IntStream.of(hours.stretches());
  }

  /** What some changes make of nothing, by slot of the day. */
  public static BucketCounts slotsOf(Collection<Delta> deltas) {
    BucketCounts slots = BucketCounts.EMPTY;
    for (Delta delta : deltas) {
      slots = slots.plus(TimeBucket.ofDay(delta.slot()), delta.kind(), delta.change());
    }
    return slots;
  }

  /** An hour's slots, changed by those deltas that belong to it. */
  public static BucketCounts plus(BucketCounts slots, int hour, List<Delta> deltas) {
    BucketCounts changed = slots;
    for (Delta delta : deltas) {
      if (hourOfDay(delta) == hour) {
        changed =
            changed.plus(
                Math.floorMod(delta.slot(), TimeBucket.PER_HOUR), delta.kind(), delta.change());
      }
    }
    return changed;
  }

  /** The hour of the day that a delta belongs to. */
  public static int hourOfDay(Delta delta) {
    return TimeBucket.ofDay(delta.slot()) / TimeBucket.PER_HOUR;
  }
}
