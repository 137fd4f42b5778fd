package org.conversationsessions.domain.limit;

/** The decision whether a call may be made now. */
public sealed interface RateVerdict {
  /** The call is allowed. */
  record Allowed() implements RateVerdict {}

  /**
   * The call is refused and not counted.
   *
   * @param period the period whose limit is reached; the hour if both are
   * @param retryAfterSeconds the seconds until a call is allowed if no other is made meanwhile, 1
   *     to 3600
   */
  record Exceeded(RatePeriod period, int retryAfterSeconds) implements RateVerdict {}
}
