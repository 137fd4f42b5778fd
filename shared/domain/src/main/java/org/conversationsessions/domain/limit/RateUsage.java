package org.conversationsessions.domain.limit;

import java.time.Instant;

/**
 * The calls made under one key.
 *
 * @param minute those of the last minute
 * @param hour those of the last hour
 */
public record RateUsage(RateWindow minute, RateWindow hour) {
  /** No call yet. */
  public static final RateUsage NONE =
      new RateUsage(RateWindow.empty(RatePeriod.MINUTE), RateWindow.empty(RatePeriod.HOUR));

  /**
   * Refuses, with {@link IllegalArgumentException}, windows that are of another period than named.
   */
  public RateUsage {
    if (minute.period() != RatePeriod.MINUTE || hour.period() != RatePeriod.HOUR) {
      throw new IllegalArgumentException("a window of another period");
    }
  }

  /** Whether one call more is within the limits. */
  public RateVerdict verdict(RateLimit limit, Instant now) {
    int hourWait = wait(hour, limit, now);
    int minuteWait = wait(minute, limit, now);
    if (hourWait > 0) {
      return new RateVerdict.Exceeded(RatePeriod.HOUR, Math.max(hourWait, minuteWait));
    }
    return minuteWait > 0
        ? new RateVerdict.Exceeded(RatePeriod.MINUTE, minuteWait)
        : new RateVerdict.Allowed();
  }

  /** With one call more, in the periods that are limited: the others stay as they are. */
  public RateUsage counted(RateLimit limit, Instant now) {
    return new RateUsage(
        limit.perMinute() > 0 ? minute.counted(now) : minute,
        limit.perHour() > 0 ? hour.counted(now) : hour);
  }

  private static int wait(RateWindow window, RateLimit limit, Instant now) {
    int calls = limit.in(window.period());
    return calls == 0 ? 0 : window.waitSeconds(calls, now);
  }
}
