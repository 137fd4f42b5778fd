package org.conversationsessions.application.concurrent;

import java.security.SecureRandom;

/**
 * Random waiting times for writers that got into each other's way. They are drawn from the
 * operating system: generators inside the JVM go on alike in all functions that were started from
 * one snapshot, and writers that wait alike meet again.
 */
public final class Jitter {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Jitter() {}

  /**
   * A random time, in any unit.
   *
   * @param bound above 0; the time is from 0 to below this
   */
  public static long below(long bound) {
    return RANDOM.nextLong(bound);
  }
}
