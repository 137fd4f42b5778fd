package org.conversationsessions.domain.limit;



/**
 * The two periods over which calls are counted (contract, section 3, row 5). Both roll on in {@link
 * #STEPS} steps.
 */
public enum RatePeriod {
  /** 60 seconds, in steps of one second. */
  MINUTE(1),
  /** 60 minutes, in steps of one minute. */
  HOUR(60);

  /** How many steps a period has. */
  static final int STEPS = 60;

  private final int stepSeconds;

  RatePeriod(int stepSeconds) {
    this.stepSeconds = stepSeconds;
  }

  /** How long a step is, in seconds. */
  int stepSeconds() {
    return stepSeconds;
  }
}
