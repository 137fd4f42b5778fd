package org.conversationsessions.application.closing;

import java.time.Duration;
import java.util.List;

/**
 * How often a closing with a script is delivered, and after which pauses (contract, section 8).
 * Deliveries are counted from 1. A failure of the script, the store or the bus counts alike.
 */
public final class ClosingRetryPolicy {
  /** The delivery at which a transient failure of the script becomes final. */
  public static final int MAX_SCRIPT_ATTEMPTS = 5;

  /**
   * The deliveries after which the queue moves the closing to its dead-letter queue, its {@code
   * maxReceiveCount}. Those after the attempts of the script are for a store or a bus that fails
   * for longer, some twelve hours.
   */
  public static final int MAX_DELIVERIES = 76;

  /** The pauses before the second delivery, the third and so on. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3));

  /** The pause before all later deliveries: the store or the bus is failing for longer. */
  private static final Duration MAX_PAUSE = Duration.ofMinutes(10);

  private ClosingRetryPolicy() {}

  /**
   * Returns whether a script that failed transiently may run again.
   *
   * @param delivery the delivery in which it failed
   */
  static boolean mayRunAgain(int delivery) {
    return delivery < MAX_SCRIPT_ATTEMPTS;
  }

  /** Returns the pause after a delivery. */
  public static Duration pauseAfter(int delivery) {
    return delivery <= PAUSES.size() ? PAUSES.get(Math.max(delivery, 1) - 1) : MAX_PAUSE;
  }
}
