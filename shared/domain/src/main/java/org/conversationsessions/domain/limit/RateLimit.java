package org.conversationsessions.domain.limit;



/**
 * How many calls may be made in any minute and in any hour.
 *
 * @param perMinute at least 0, which means any number
 * @param perHour at least 0, which means any number
 */
public record RateLimit(int perMinute, int perHour) {
  /** Any number of calls. */
  public static final RateLimit NONE = new RateLimit(0, 0);

  /** Refuses negative numbers with {@link IllegalArgumentException}. */
  public RateLimit {
    if (perMinute < 0 || perHour < 0) {
      throw new IllegalArgumentException("a rate limit is 0 or more");
    }
  }

  /** The number of calls in this period; 0 means any number. */
  public int in(RatePeriod period) {
    return switch (period) {
      case MINUTE -> perMinute;
      case HOUR -> perHour;
    };
  }
}
