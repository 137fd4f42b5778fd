package org.conversationsessions.acceptance;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/**
 * A time budget that holds on a machine with a free processor. On a busy machine, processes wait
 * for a processor, so the allowance grows with the load. It never exceeds four times the budget, so
 * that a severe regression fails there too.
 *
 * @param budget the time on a machine with a free processor
 * @param load the processes that run or wait, divided by the number of processors; averaged over a
 *     minute, negative if unknown
 */
public record TimeBudget(Duration budget, double load) {
  private static final double MAX_FACTOR = 4;

  /** Returns a budget under this machine's current load. */
  public static TimeBudget of(Duration budget) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    return new TimeBudget(
        budget, machine.getSystemLoadAverage() / machine.getAvailableProcessors());
  }

  /** Returns the longest time that is allowed under the load. */
  Duration allowance() {
    return Duration.ofNanos(Math.round(budget.toNanos() * Math.clamp(load, 1, MAX_FACTOR)));
  }

  /** Returns whether a time is within the allowance. */
  public boolean allows(Duration took) {
    return took.compareTo(allowance()) <= 0;
  }

  /**
   * Prints a time and its allowance.
   *
   * @param what what took the time
   * @throws AssertionError if the time is longer
   */
  public void check(String what, Duration took) {
    String figures =
        "%s: %d ms, budget %d ms, allowed %d ms with %.1f processes per processor"
            .formatted(what, took.toMillis(), budget.toMillis(), allowance().toMillis(), load);
    System.out.println(figures);
    if (!allows(took)) {
      throw new AssertionError(figures);
    }
  }
}
