package org.conversationsessions.functions.runclosingscript;

import java.time.Duration;
import org.conversationsessions.functions.runclosingscript.child.ScriptLimits;

/** The function's limits with more wall-clock time, for a busy machine. */
final class GenerousLimits {
  static final Duration START = Duration.ofMinutes(2);

  private GenerousLimits() {}

  static ProcessLimits standard() {
    return ofCpuMillis(ProcessLimits.standard().script().cpuMillis());
  }

  /** Returns limits with this CPU time; a short one suits many scripts that use up all of it. */
  static ProcessLimits ofCpuMillis(long cpuMillis) {
    ProcessLimits standard = ProcessLimits.standard();
    return new ProcessLimits(
        START,
        new ScriptLimits(cpuMillis, START.toMillis(), standard.script().instructions()),
        standard.grace());
  }
}
