package org.conversationsessions.functions.runclosurescript;

import java.time.Duration;
import org.conversationsessions.functions.runclosurescript.child.Limits;

/** The function's bounds, but with more time by the clock, for a machine that has much to do. */
final class PatientBounds {
  static final Duration START = Duration.ofMinutes(2);

  private PatientBounds() {}

  static Bounds standard() {
    return ofCpuMillis(Bounds.standard().limits().cpuMillis());
  }

  /** With less time of the CPU, for many scripts that use up all of it. */
  static Bounds ofCpuMillis(long cpuMillis) {
    Bounds standard = Bounds.standard();
    return new Bounds(
        START,
        new Limits(cpuMillis, START.toMillis(), standard.limits().instructions()),
        standard.grace());
  }
}
