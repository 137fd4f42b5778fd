package org.conversationsessions.domain.limit;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The calls of one rolling period, counted by step. A call drops out when the period has passed
 * since the beginning of its step: up to one step early, never late. So steady callers at exactly
 * the limit are never refused, and {@link #waitSeconds} is exact.
 *
 * @param period the time over which calls are counted
 * @param counts the number of calls, at least 1, by step; a step is the epoch second divided by the
 *     step's length
 */
public record RateWindow(RatePeriod period, SortedMap<Long, Integer> counts) {
  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a count is below 1
   */
  public RateWindow {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    if (counts.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("a count is at least 1");
    }
  }

  /** Returns a window without calls. */
  public static RateWindow empty(RatePeriod period) {
    return new RateWindow(period, Collections.emptySortedMap());
  }

  /**
   * Returns this window with one more call, without the steps that have dropped out. At most 60
   * steps remain unless clocks disagree.
   */
  public RateWindow withCall(Instant now) {
    SortedMap<Long, Integer> steps = new TreeMap<>(currentSteps(now));
    steps.merge(step(now), 1, Integer::sum);
    return new RateWindow(period, steps);
  }

  /**
   * Returns the seconds until fewer than {@code limit} calls are in the window if none is added; 0
   * if that holds now.
   *
   * @param limit at least 1
   */
  public int waitSeconds(int limit, Instant now) {
    SortedMap<Long, Integer> steps = currentSteps(now);
    long used = steps.values().stream().mapToLong(Integer::longValue).sum();
    long wait = 0;
    for (Map.Entry<Long, Integer> oldest : steps.entrySet()) {
      if (used < limit) {
        break;
      }
      used -= oldest.getValue();
      wait =
          (oldest.getKey() + RatePeriod.STEPS_PER_PERIOD) * period.stepSeconds()
              - now.getEpochSecond();
    }
    return Math.toIntExact(wait);
  }

  /**
   * Returns the steps that count at this instant, including those that a faster clock wrote ahead
   * of it.
   */
  private SortedMap<Long, Integer> currentSteps(Instant now) {
    return counts.tailMap(step(now) - RatePeriod.STEPS_PER_PERIOD + 1);
  }

  private long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), (long) period.stepSeconds());
  }
}
