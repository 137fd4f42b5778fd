package org.conversationsessions.local.cli.replay;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before sending again: twice as long each time, at least what the service asks
 * for, never for ever.
 */
final class Backoff {
  /**
   * Tries in a row that bring nothing, before a batch is given up: about a minute without
   * Retry-After.
   */
  static final int TRIES = 10;

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  // The longest that the service itself may ask for is the rest of an hour (contract, section 3).
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after a failed try. Some of it is by chance, so that clients do not come back all at
   * once.
   *
   * @param tries how many failed in a row, at least 1
   * @param asked what the service asked for
   */
  Duration after(int tries, Optional<Duration> asked) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(tries - 1, 20));
    Duration own = Collections.min(List.of(doubled, LONGEST));
    Duration jittered = own.dividedBy(2).plusMillis(random.nextLong(own.toMillis() / 2 + 1));
    Duration told = Collections.min(List.of(asked.orElse(Duration.ZERO), LONGEST_ASKED));
    return Collections.max(List.of(told, jittered));
  }
}
