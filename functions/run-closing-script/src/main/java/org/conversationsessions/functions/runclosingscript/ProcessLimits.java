package org.conversationsessions.functions.runclosingscript;

import java.time.Duration;
import org.conversationsessions.functions.runclosingscript.child.ScriptLimits;

/**
 * Limits of a script's process: its times, and the limits that it enforces on the script.
 *
 * @param startLimit the time from its start until it is ready for the script
 * @param script the script's own limits, which its process enforces
 * @param grace how long after the script's own time the process is killed, if it did not enforce it
 */
record ProcessLimits(Duration startLimit, ScriptLimits script, Duration grace) {
  /**
   * Returns the function's limits: 15 s to start and 2 s of grace. Their total is below the
   * function's timeout in {@code template.yaml}, so that a script never makes an invocation fail.
   */
  static ProcessLimits standard() {
    return new ProcessLimits(
        Duration.ofSeconds(15), ScriptLimits.standard(), Duration.ofSeconds(2));
  }

  /** Returns how long the process may take for the script. */
  Duration runLimit() {
    return Duration.ofMillis(script.clockMillis()).plus(grace);
  }

  /** Returns how long a script may take, its process's start included. */
  Duration totalLimit() {
    return startLimit.plus(runLimit());
  }
}
