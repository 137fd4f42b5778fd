package org.conversationsessions.local.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits, and at once then. */
final class FakeTime implements Time {
  private final List<Duration> pauses = new ArrayList<>();
  private long now = 1_000;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void pause(Duration duration, Stop stop) {
    pauses.add(duration);
    now += duration.toNanos();
  }

  /** Lets time pass while nobody waits. */
  synchronized void pass(Duration duration) {
    now += duration.toNanos();
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
