package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delays events so that they keep the intervals between their timestamps, divided by the speed. An
 * event that is older than an earlier one is not delayed.
 */
final class Pacer {
  private final double speed;
  private final Optional<Duration> maxPause;
  private final ReplayClock clock;
  private final StopSignal stop;
  private @Nullable Instant newest;
  private long due;

  /**
   * Creates a pacer.
   *
   * @param speed how many times faster than real time; 0: no waiting
   * @param maxPause the longest wait between two events, for recordings with long gaps
   */
  Pacer(double speed, Optional<Duration> maxPause, ReplayClock clock, StopSignal stop) {
    this.speed = speed;
    this.maxPause = maxPause;
    this.clock = clock;
    this.stop = stop;
  }

  /** Waits until an event with this timestamp is due; does not wait if it is null. */
  void await(@Nullable Instant timestamp) throws InterruptedException {
    if (speed == 0 || timestamp == null) {
      return;
    }
    Instant before = newest;
    if (before == null) {
      newest = timestamp;
      due = clock.nanos();
      return;
    }
    if (!timestamp.isAfter(before)) {
      return;
    }
    newest = timestamp;
    // A double is exact up to 2^53 ns, that is 104 days; rounding beyond that does not matter.
    double gap = Duration.between(before, timestamp).toMillis() * 1e6 / speed;
    due += (long) Math.min(gap, maxPause.map(p -> (double) p.toNanos()).orElse(gap));
    long wait = due - clock.nanos();
    if (wait > 0) {
      clock.pause(Duration.ofNanos(wait), stop);
    }
  }
}
