package org.conversationsessions.domain.limit;

import java.time.Instant;

/**
 * The calls counted under one key.
 *
 * @param minute the calls of the last minute
 * @param hour the calls of the last hour
 */
public record RateUsage(RateWindow minute, RateWindow hour) {
  /** No calls. */
  public static final RateUsage NONE =
      new RateUsage(RateWindow.empty(RatePeriod.MINUTE), RateWindow.empty(RatePeriod.HOUR));

  /**
   * Validates the windows.
   *
   * @throws IllegalArgumentException if a window has another period than its name says
   */
  public RateUsage {
    if (minute.period() != RatePeriod.MINUTE || hour.period() != RatePeriod.HOUR) {
      throw new IllegalArgumentException("a window of another period");
    }
  }

  /** Returns whether one more call is within the limits. */
  public RateVerdict verdict(RateLimit limit, Instant now) {
    int hourWait = waitSeconds(hour, limit, now);
    int minuteWait = waitSeconds(minute, limit, now);
    if (hourWait > 0) {
      return new RateVerdict.Exceeded(RatePeriod.HOUR, Math.max(hourWait, minuteWait));
    }
    return minuteWait > 0
        ? new RateVerdict.Exceeded(RatePeriod.MINUTE, minuteWait)
        : new RateVerdict.Allowed();
  }

  /** Returns this usage with one more call, in the limited periods only. */
  public RateUsage withCall(RateLimit limit, Instant now) {
    return new RateUsage(
        limit.perMinute() > 0 ? minute.withCall(now) : minute,
        limit.perHour() > 0 ? hour.withCall(now) : hour);
  }

  private static int waitSeconds(RateWindow window, RateLimit limit, Instant now) {
    int calls = limit.maxCalls(window.period());
    return calls == 0 ? 0 : window.waitSeconds(calls, now);
  }
}
