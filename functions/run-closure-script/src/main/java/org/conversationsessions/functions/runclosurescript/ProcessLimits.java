package org.conversationsessions.functions.runclosurescript;

import java.time.Duration;
import org.conversationsessions.functions.runclosurescript.child.ScriptLimits;

/**
 * How long the process of a script may live.
 *
 * @param start from its start until it is ready for the script
 * @param limits what the script may use; its process sees to that itself
 * @param grace how much longer than the script's own time the process may take, in case that it
 *     does not
 */
record ProcessLimits(Duration start, ScriptLimits limits, Duration grace) {
  /**
   * Those of the function. Their sum is below its timeout in {@code template.yaml}, so that a
   * script never makes an invocation fail.
   */
  static ProcessLimits standard() {
    return new ProcessLimits(Duration.ofSeconds(15), ScriptLimits.standard(), Duration.ofSeconds(2));
  }

  /** How long the process may take for the script. */
  Duration run() {
    return Duration.ofMillis(limits.clockMillis()).plus(grace);
  }

  /** How long a script may take all in all. */
  Duration total() {
    return start.plus(run());
  }
}
