package org.conversationsessions.testing;

import java.util.Random;

/** Creates generators other than that of {@link Seeded}. */
public final class Randoms {
  private Randoms() {}

  /**
   * Returns a generator whose seed comes from another one, for another thread or another round. So
   * the numbers of one thread do not depend on those of others.
   */
  public static Random from(Random seeds) {
    return new Random(seeds.nextLong());
  }

  /**
   * Returns a generator that always returns the same numbers, for a collaborator that needs one in
   * a test whose result does not depend on the numbers.
   */
  public static Random fixed(long seed) {
    return new Random(seed);
  }
}
