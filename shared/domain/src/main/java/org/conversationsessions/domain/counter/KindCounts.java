package org.conversationsessions.domain.counter;

import java.util.Arrays;
import java.util.Collection;

/**
 * Immutable numbers of sessions by kind. A number may be below zero, see {@link BucketCounts}.
 *
 * <p>Two values are equal if all their numbers are.
 */
public final class KindCounts {
  /** No sessions. */
  public static final KindCounts NONE = new KindCounts(new long[SessionKind.ALL.size()]);

  private final long[] counts;

  private KindCounts(long[] counts) {
    this.counts = counts;
  }

  /**
   * Returns numbers of sessions.
   *
   * @param counts the numbers, in the order of {@link SessionKind#ALL}
   * @throws IllegalArgumentException if there is not one number for each kind
   */
  public static KindCounts of(long[] counts) {
    if (counts.length != SessionKind.ALL.size()) {
      throw new IllegalArgumentException("not one count for each kind");
    }
    return new KindCounts(counts.clone());
  }

  /** Returns one session of a kind. */
  public static KindCounts one(SessionKind kind) {
    long[] counts = new long[SessionKind.ALL.size()];
    counts[kind.index()] = 1;
    return new KindCounts(counts);
  }

  /** Returns the sum of these numbers and others. */
  public KindCounts plus(KindCounts other) {
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.counts[i];
    }
    return new KindCounts(sum);
  }

  /** Returns the numbers of these kinds, and zero for all others. */
  public KindCounts only(Collection<SessionKind> kinds) {
    long[] kept = new long[counts.length];
    for (SessionKind kind : kinds) {
      kept[kind.index()] = counts[kind.index()];
    }
    return new KindCounts(kept);
  }

  /** Returns these numbers with zero for each that is below zero. */
  public KindCounts withoutNegatives() {
    return new KindCounts(Arrays.stream(counts).map(count -> Math.max(0, count)).toArray());
  }

  /** Returns the number of sessions of these kinds. */
  public long count(Collection<SessionKind> kinds) {
    long sum = 0;
    for (SessionKind kind : kinds) {
      sum += counts[kind.index()];
    }
    return sum;
  }

  /** Returns the number of sessions of every kind. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KindCounts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
