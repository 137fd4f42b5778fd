package org.conversationsessions.local.runner.lambda;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs actions after a delay, on one thread. */
final class TimeoutScheduler implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timeouts").factory());

  TimeoutScheduler() {
    // Nearly all actions are cancelled, thousands a second, and each holds an invocation.
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Schedules an action, which may be cancelled. */
  Future<?> after(Duration time, Runnable action) {
    return timer.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Cancels all actions. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
