package org.conversationsessions.functions.runclosingscript.child;

import java.time.Duration;

/** Measures the time that a script uses, from the creation of this object. */
final class TimeBudget {
  private final ScriptLimits limits;
  private final long clockStart = System.nanoTime();
  private final Duration cpuStart = cpu();

  TimeBudget(ScriptLimits limits) {
    this.limits = limits;
  }

  /** Returns whether the script has used up its time. Accurate to about 10 ms. */
  boolean isUsedUp() {
    return clockMillis() > limits.clockMillis() || cpuMillis() > limits.cpuMillis();
  }

  /** Returns which limit was exceeded, once the time is used up. */
  String timeoutMessage() {
    return cpuMillis() > limits.cpuMillis()
        ? limits.cpuTimeoutMessage()
        : ScriptLimits.timeoutMessage(limits.clockMillis());
  }

  private long cpuMillis() {
    return cpu().minus(cpuStart).toMillis();
  }

  private long clockMillis() {
    return (System.nanoTime() - clockStart) / 1_000_000;
  }

  /** Falls back to the clock if the operating system does not report CPU time. */
  private Duration cpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseGet(() -> Duration.ofMillis(clockMillis()));
  }
}
