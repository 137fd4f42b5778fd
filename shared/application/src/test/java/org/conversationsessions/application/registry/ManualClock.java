package org.conversationsessions.application.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class ManualClock implements InstantSource {
  private Instant now;

  /** Stands at this instant. */
  public ManualClock(Instant now) {
    this.now = now;
  }

  /** Moves on, or back. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
