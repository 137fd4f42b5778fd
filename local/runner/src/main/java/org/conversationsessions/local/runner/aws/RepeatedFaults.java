package org.conversationsessions.local.runner.aws;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Logs the faults of a repeated task: the first of a series, then one line a minute, and one line
 * at the end of the series. For one thread.
 */
final class RepeatedFaults {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final String name;
  private final System.Logger log;
  private final Clock clock;
  private int faults;
  private @Nullable Instant logged;

  /**
   * Creates the log of a task.
   *
   * @param name the task's name in log lines
   */
  RepeatedFaults(String name, System.Logger log, Clock clock) {
    this.name = name;
    this.log = log;
    this.clock = clock;
  }

  /** Records a fault. */
  void add(RuntimeException fault) {
    faults++;
    Instant now = clock.instant();
    if (logged != null && now.isBefore(logged.plus(INTERVAL))) {
      return;
    }
    logged = now;
    StackTraceElement[] trace = fault.getStackTrace();
    log.log(
        Level.WARNING,
        "{0} failed ({1} in a row) and is retried: {2}{3}",
        name,
        faults,
        fault,
        trace.length == 0 ? "" : " at " + trace[0]);
    log.log(Level.DEBUG, name, fault);
  }

  /** Records a success. */
  void end() {
    if (faults > 0) {
      log.log(Level.INFO, "{0} works again after {1} faults", name, faults);
    }
    faults = 0;
    logged = null;
  }
}
