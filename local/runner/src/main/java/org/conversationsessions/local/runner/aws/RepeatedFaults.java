package org.conversationsessions.local.runner.aws;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells of faults of something that is tried over and over: a line for the first of a series, a
 * line a minute while it lasts, and one at its end. For one thread.
 */
final class RepeatedFaults {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final String name;
  private final System.Logger log;
  private final Clock clock;
  private int faults;
  private @Nullable Instant told;

  /**
   * Tells of nothing yet.
   *
   * @param name of what is tried
   */
  RepeatedFaults(String name, System.Logger log, Clock clock) {
    this.name = name;
    this.log = log;
    this.clock = clock;
  }

  /** Notes a fault. */
  void add(RuntimeException fault) {
    faults++;
    Instant now = clock.instant();
    if (told != null && now.isBefore(told.plus(INTERVAL))) {
      return;
    }
    told = now;
    StackTraceElement[] trace = fault.getStackTrace();
    log.log(
        Level.WARNING,
        "{0} failed ({1} in a row) and goes on trying: {2}{3}",
        name,
        faults,
        fault,
        trace.length == 0 ? "" : " at " + trace[0]);
    log.log(Level.DEBUG, name, fault);
  }

  /** Notes that it went well. */
  void over() {
    if (faults > 0) {
      log.log(Level.INFO, "{0} works again after {1} faults", name, faults);
    }
    faults = 0;
    told = null;
  }
}
