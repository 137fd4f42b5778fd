package org.conversationsessions.application.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class ManualClock implements InstantSource {
  private Instant now;

  /** Creates a clock that shows this instant. */
  public ManualClock(Instant now) {
    this.now = now;
  }

  /** Moves the clock forwards or backwards. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
