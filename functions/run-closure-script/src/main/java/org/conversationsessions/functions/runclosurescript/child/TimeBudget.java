package org.conversationsessions.functions.runclosurescript.child;

import java.time.Duration;

/** The time that a script has used since this was made. */
final class TimeBudget {
  private final ScriptLimits limits;
  private final long clockStart = System.nanoTime();
  private final Duration cpuStart = cpu();

  TimeBudget(ScriptLimits limits) {
    this.limits = limits;
  }

  /** Whether it has used all that it may. Exact to some 10 ms. */
  boolean isUp() {
    return clockMillis() > limits.clockMillis()
        || cpu().minus(cpuStart).toMillis() > limits.cpuMillis();
  }

  private long clockMillis() {
    return (System.nanoTime() - clockStart) / 1_000_000;
  }

  /** Where the operating system does not tell, the clock has to do. */
  private Duration cpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseGet(() -> Duration.ofMillis(clockMillis()));
  }
}
