package org.conversationsessions.domain.limit;

/**
 * A limit on the calls in any minute and in any hour.
 *
 * @param perMinute the most calls in a minute; 0: no limit
 * @param perHour the most calls in an hour; 0: no limit
 */
public record RateLimit(int perMinute, int perHour) {
  /** No limit. */
  public static final RateLimit NONE = new RateLimit(0, 0);

  /**
   * Validates the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public RateLimit {
    if (perMinute < 0 || perHour < 0) {
      throw new IllegalArgumentException("a rate limit is 0 or more");
    }
  }

  /** Returns the most calls in this period; 0: no limit. */
  public int maxCalls(RatePeriod period) {
    return switch (period) {
      case MINUTE -> perMinute;
      case HOUR -> perHour;
    };
  }
}
