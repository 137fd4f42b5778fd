package org.conversationsessions.local.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/**
 * Invokes functions and reports whether activity is being recorded, or was within the last two
 * seconds.
 */
final class ActivityMonitor implements Functions {
  private static final Duration COOL_DOWN = Duration.ofSeconds(2);

  private final Functions functions;
  private final Set<String> recorders;
  private final Clock clock;
  private final AtomicInteger running = new AtomicInteger();
  private volatile Instant last = Instant.MIN;

  /**
   * Monitors other functions.
   *
   * @param recorders the logical ids of the functions that record activity
   */
  ActivityMonitor(Functions functions, Set<String> recorders, Clock clock) {
    this.functions = functions;
    this.recorders = Set.copyOf(recorders);
    this.clock = clock;
  }

  @Override
  public Invocation invoke(String logicalId, byte[] payload) {
    if (!recorders.contains(logicalId)) {
      return functions.invoke(logicalId, payload);
    }
    running.incrementAndGet();
    try {
      return functions.invoke(logicalId, payload);
    } finally {
      last = clock.instant();
      running.decrementAndGet();
    }
  }

  /** Returns whether activity is being recorded, or was within the last two seconds. */
  boolean isRecording() {
    return running.get() > 0 || clock.instant().isBefore(after(last));
  }

  private static Instant after(Instant time) {
    return time.equals(Instant.MIN) ? time : time.plus(COOL_DOWN);
  }
}
