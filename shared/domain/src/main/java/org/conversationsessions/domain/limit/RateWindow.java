package org.conversationsessions.domain.limit;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The calls of one rolling period, counted by the step they were made in. A call is forgotten when
 * the period has passed since the beginning of its step: up to one step early, never late. So
 * steady callers at exactly the limit are never refused, and {@link #waitSeconds} is exact.
 *
 * @param period which of the two periods
 * @param counts the number of calls, at least 1, by step; a step is the epoch second divided by the
 *     step's length
 */
public record RateWindow(RatePeriod period, SortedMap<Long, Integer> counts) {
  /** Copies what can change; refuses counts below 1 with {@link IllegalArgumentException}. */
  public RateWindow {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    if (counts.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("a count is at least 1");
    }
  }

  /** The period in which no call was made. */
  public static RateWindow empty(RatePeriod period) {
    return new RateWindow(period, Collections.emptySortedMap());
  }

  /**
   * This period with one call more, and without what has left it: at most 60 steps unless clocks
   * disagree.
   */
  public RateWindow counted(Instant now) {
    SortedMap<Long, Integer> next = new TreeMap<>(within(now));
    next.merge(step(now), 1, Integer::sum);
    return new RateWindow(period, next);
  }

  /**
   * In how many seconds fewer than {@code limit} calls are in the period, if none is added: 0 if so
   * now.
   *
   * @param limit at least 1
   */
  public int waitSeconds(int limit, Instant now) {
    SortedMap<Long, Integer> within = within(now);
    long used = within.values().stream().mapToLong(Integer::longValue).sum();
    long wait = 0;
    for (Map.Entry<Long, Integer> oldest : within.entrySet()) {
      if (used < limit) {
        break;
      }
      used -= oldest.getValue();
      wait = (oldest.getKey() + RatePeriod.STEPS) * period.stepSeconds() - now.getEpochSecond();
    }
    return Math.toIntExact(wait);
  }

  /** The steps that count at this instant: what a faster clock wrote ahead of it included. */
  private SortedMap<Long, Integer> within(Instant now) {
    return counts.tailMap(step(now) - RatePeriod.STEPS + 1);
  }

  private long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), (long) period.stepSeconds());
  }
}
