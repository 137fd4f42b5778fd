package org.conversationsessions.local.runner.lambda;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does things after a time, on one thread of its own. */
final class TimeoutScheduler implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("alarms").factory());

  TimeoutScheduler() {
    // Nearly all alarms are cancelled, thousands a second, and each holds an invocation.
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Sets an alarm, which may be cancelled. */
  Future<?> after(Duration time, Runnable action) {
    return timer.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Cancels all alarms. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
