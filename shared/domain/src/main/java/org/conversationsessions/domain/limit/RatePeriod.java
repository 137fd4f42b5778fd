package org.conversationsessions.domain.limit;

/**
 * The periods over which calls are counted (contract, section 3, row 5). Both are rolling windows
 * that move in {@link #STEPS_PER_PERIOD} steps.
 */
public enum RatePeriod {
  /** 60 seconds, in steps of one second. */
  MINUTE(1),
  /** 60 minutes, in steps of one minute. */
  HOUR(60);

  /** The number of steps in a period. */
  static final int STEPS_PER_PERIOD = 60;

  private final int stepSeconds;

  RatePeriod(int stepSeconds) {
    this.stepSeconds = stepSeconds;
  }

  /** Returns the length of a step in seconds. */
  int stepSeconds() {
    return stepSeconds;
  }
}
