package org.conversationsessions.local.cli.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Tells everybody who takes part in a replay that it makes no sense to go on. */
final class Stop {
  private final CountDownLatch latch = new CountDownLatch(1);
  private final AtomicReference<String> reason = new AtomicReference<>();

  /** Stops. The first reason counts. */
  void because(String why) {
    reason.compareAndSet(null, why);
    latch.countDown();
  }

  boolean isSet() {
    return latch.getCount() == 0;
  }

  Optional<String> reason() {
    return Optional.ofNullable(reason.get());
  }

  /** Waits; not longer than until somebody stops. */
  void await(Duration duration) throws InterruptedException {
    // Whether it ended early is asked of isSet.
    boolean _ = latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }
}
