package org.conversationsessions.application.concurrent;

import java.security.SecureRandom;

/**
 * Random waiting times for writers in conflict. They come from the operating system: generators
 * inside the JVM would produce the same numbers in all functions restored from one snapshot, and
 * writers with equal waits would conflict again.
 */
public final class Jitter {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Jitter() {}

  /**
   * Returns a random time in any unit.
   *
   * @param bound the exclusive upper bound, above 0
   */
  public static long below(long bound) {
    return RANDOM.nextLong(bound);
  }
}
