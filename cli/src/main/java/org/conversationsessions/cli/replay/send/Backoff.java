package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The wait before a retry. It doubles from 250 ms to 15 s, half of it random, and is at least what
 * the service asks for.
 */
public final class Backoff {
  /**
   * Consecutive attempts without progress before a batch is given up: about a minute without
   * Retry-After.
   */
  public static final int MAX_ATTEMPTS = 10;

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(15);
  // The service asks for at most the rest of an hour (contract, section 3).
  private static final Duration MAX_REQUESTED_PAUSE = Duration.ofHours(1);

  private final RandomGenerator random;

  /** Creates a back-off with this source of jitter. */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Returns the wait after a failed attempt. It is partly random so that clients do not retry in
   * step.
   *
   * @param attempts the number of consecutive failed attempts, at least 1
   * @param requestedPause the pause that the service requests, honoured up to an hour
   */
  public Duration pauseAfter(int attempts, Optional<Duration> requestedPause) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
    Duration wait = Collections.min(List.of(doubled, MAX_PAUSE));
    Duration jittered = wait.dividedBy(2).plusMillis(random.nextLong(wait.toMillis() / 2 + 1));
    Duration required =
        Collections.min(List.of(requestedPause.orElse(Duration.ZERO), MAX_REQUESTED_PAUSE));
    return Collections.max(List.of(required, jittered));
  }
}
