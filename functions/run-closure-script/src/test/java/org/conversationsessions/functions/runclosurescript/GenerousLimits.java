package org.conversationsessions.functions.runclosurescript;

import java.time.Duration;
import org.conversationsessions.functions.runclosurescript.child.ScriptLimits;

/** The function's bounds, but with more time by the clock, for a machine that has much to do. */
final class GenerousLimits {
  static final Duration START = Duration.ofMinutes(2);

  private GenerousLimits() {}

  static ProcessLimits standard() {
    return ofCpuMillis(ProcessLimits.standard().limits().cpuMillis());
  }

  /** With less time of the CPU, for many scripts that use up all of it. */
  static ProcessLimits ofCpuMillis(long cpuMillis) {
    ProcessLimits standard = ProcessLimits.standard();
    return new ProcessLimits(
        START,
        new ScriptLimits(cpuMillis, START.toMillis(), standard.limits().instructions()),
        standard.grace());
  }
}
