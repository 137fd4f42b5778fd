package org.conversationsessions.application.closing;

import java.time.Duration;
import java.util.List;

/**
 * How often a closing with a script is delivered, and after which pauses (contract, section 8).
 * Deliveries are counted from 1, whatever failed in them: the script, the store or the bus. Each
 * runs the script. That is harmless after the fifth too, because clearing is idempotent.
 */
public final class ClosingRetryPolicy {
  /** The delivery from which a transient failure of the script is final. */
  public static final int FIRST_FINAL_DELIVERY = 5;

  /**
   * The deliveries after which the queue moves the closing to its dead-letter queue, its {@code
   * maxReceiveCount}. Those after the fifth are for a store or a bus that fails for longer, some
   * twelve hours.
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
   * Returns whether a transient failure of the script may be retried.
   *
   * @param delivery the delivery in which it failed
   */
  static boolean mayRetry(int delivery) {
    return delivery < FIRST_FINAL_DELIVERY;
  }

  /** Returns the pause after a delivery. */
  public static Duration pauseAfter(int delivery) {
    return delivery <= PAUSES.size() ? PAUSES.get(Math.max(delivery, 1) - 1) : MAX_PAUSE;
  }
}
