package org.conversationsessions.domain.limit;



/** Whether a call may be made now. */
public sealed interface RateVerdict {
  /** It may. */
  record Allowed() implements RateVerdict {}

  /**
   * It may not, and is not counted.
   *
   * @param period the period whose limit is reached; the hour if both are
   * @param retryAfterSeconds in how many seconds it may if no other call is made meanwhile, 1 to
   *     3600
   */
  record Exceeded(RatePeriod period, int retryAfterSeconds) implements RateVerdict {}
}
