package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Stops all threads of a replay. Thread-safe. */
public final class StopSignal {
  private final CountDownLatch latch = new CountDownLatch(1);
  private final AtomicReference<String> reason = new AtomicReference<>();

  /** Creates a signal that is not set. */
  public StopSignal() {}

  /** Sets the signal. Keeps the first reason. */
  void stop(String stopReason) {
    reason.compareAndSet(null, stopReason);
    latch.countDown();
  }

  boolean isSet() {
    return latch.getCount() == 0;
  }

  Optional<String> reason() {
    return Optional.ofNullable(reason.get());
  }

  /** Waits for this duration, or until the signal is set. */
  void await(Duration duration) throws InterruptedException {
    // The caller asks isSet.
    boolean _ = latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }
}
