package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** ReplayClock that passes only when somebody waits, and at once then. */
public final class FakeReplayClock implements ReplayClock {
  private final List<Duration> pauses = new ArrayList<>();
  private long now = 1_000;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void pause(Duration duration, StopSignal stop) {
    pauses.add(duration);
    now += duration.toNanos();
  }

  /** Advances the clock outside a pause. */
  public synchronized void pass(Duration duration) {
    now += duration.toNanos();
  }

  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
