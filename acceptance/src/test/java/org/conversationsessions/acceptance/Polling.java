package org.conversationsessions.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what the service does in the background, by asking again and again. */
final class Polling {
  private static final Duration MAX_WAIT = Duration.ofMinutes(3);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  /** Without pauses, the questions would take the processor from the work that is awaited. */
  private static final Duration MAX_PAUSE = Duration.ofMillis(500);

  private Polling() {}

  /**
   * Asks until the answer is as expected, with growing pauses, for three minutes at most.
   *
   * @return the answer that is as expected
   * @throws AssertionError with the last answer if none was
   */
  static <T> T until(Supplier<T> asked, Predicate<T> isExpected) {
    return until(MAX_WAIT, asked, isExpected);
  }

  /** Does the same for another time at most. */
  static <T> T until(Duration maxWait, Supplier<T> asked, Predicate<T> isExpected) {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE.toNanos();
    T answer = asked.get();
    while (!isExpected.test(answer)) {
      if (System.nanoTime() - start > maxWait.toNanos()) {
        throw new AssertionError("not as expected: " + answer);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, MAX_PAUSE.toNanos());
      answer = asked.get();
    }
    return answer;
  }
}
