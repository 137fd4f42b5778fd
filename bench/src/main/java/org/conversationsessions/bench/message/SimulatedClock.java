package org.conversationsessions.bench.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only the benchmark moves. Thread-safe. */
final class SimulatedClock extends Clock {
  private volatile Instant now;

  /** Creates a clock that shows this instant. */
  SimulatedClock(Instant now) {
    this.now = now;
  }

  /** Moves the clock. */
  synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** Sets the clock. */
  synchronized void set(Instant instant) {
    now = instant;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a simulated clock has no other zone");
  }
}
