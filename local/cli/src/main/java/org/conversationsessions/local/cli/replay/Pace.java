package org.conversationsessions.local.cli.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets events go at the times between their timestamps, made shorter; an older event after a newer
 * one goes at once.
 */
final class Pace {
  /** 0: as fast as possible. */
  private final double speed;

  private final Optional<Duration> longestPause;
  private final Time time;
  private final Stop stop;
  private @Nullable Instant newest;
  private long due;

  /**
   * Makes a pace.
   *
   * @param speed how many times faster than real time; 0: no waiting
   * @param longestPause no wait between two events is longer, so that a recording with gaps of days
   *     can be replayed
   */
  Pace(double speed, Optional<Duration> longestPause, Time time, Stop stop) {
    this.speed = speed;
    this.longestPause = longestPause;
    this.time = time;
    this.stop = stop;
  }

  /** Waits until it is the event's turn. An event without a timestamp goes at once. */
  void await(@Nullable Instant timestamp) throws InterruptedException {
    if (speed == 0 || timestamp == null) {
      return;
    }
    Instant before = newest;
    if (before == null) {
      newest = timestamp;
      due = time.nanos();
      return;
    }
    if (!timestamp.isAfter(before)) {
      return;
    }
    newest = timestamp;
    // A double: 2^53 ns are 104 days, beyond which nobody minds a rounding.
    double gap = Duration.between(before, timestamp).toMillis() * 1e6 / speed;
    due += (long) Math.min(gap, longestPause.map(p -> (double) p.toNanos()).orElse(gap));
    long wait = due - time.nanos();
    if (wait > 0) {
      time.pause(Duration.ofNanos(wait), stop);
    }
  }
}
