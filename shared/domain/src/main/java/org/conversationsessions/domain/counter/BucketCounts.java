package org.conversationsessions.domain.counter;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntFunction;

/**
 * Immutable counts of sessions by time bucket and kind. Buckets without sessions take no space. A
 * count below zero means that a session left whose arrival has not been counted yet; it is kept, so
 * that the late change adds up.
 */
public final class BucketCounts {
  /** No counts. */
  public static final BucketCounts EMPTY = new BucketCounts(new int[0], new int[0]);

  private static final int KINDS = SessionKind.ALL.size();

  private final int[] stretches;
  private final int[] counts;

  private BucketCounts(int[] stretches, int[] counts) {
    this.stretches = stretches;
    this.counts = counts;
  }

  /**
   * Returns counts from their stored form.
   *
   * @param stretches the numbers of the buckets, ascending
   * @param counts the counts of each bucket, in the order of {@link SessionKind#ALL}
   * @throws IllegalArgumentException if the numbers do not ascend or the lengths do not match
   */
  public static BucketCounts of(int[] stretches, int[] counts) {
    if (counts.length != stretches.length * KINDS) {
      throw new IllegalArgumentException("not " + KINDS + " counts for each stretch");
    }
    for (int i = 1; i < stretches.length; i++) {
      if (stretches[i - 1] >= stretches[i]) {
        throw new IllegalArgumentException("the stretches do not ascend");
      }
    }
    return new BucketCounts(stretches.clone(), counts.clone());
  }

  /** Returns these counts with one count changed. */
  public BucketCounts plus(int stretch, SessionKind kind, int change) {
    int at = Arrays.binarySearch(stretches, stretch);
    return at >= 0 ? changed(at, kind, change) : inserted(-at - 1, stretch, kind, change);
  }

  /** Returns the sum of these counts and others. */
  public BucketCounts plus(BucketCounts other) {
    BucketCounts sum = this;
    for (int i = 0; i < other.stretches.length; i++) {
      for (SessionKind kind : SessionKind.ALL) {
        sum = sum.plus(other.stretches[i], kind, other.counts[i * KINDS + kind.place()]);
      }
    }
    return sum;
  }

  /** Returns the counts of the buckets from one number to another, both included. */
  public BucketCounts between(int first, int last) {
    int from = lowerBound(first);
    int to = Math.max(from, lowerBound(last + 1));
    return new BucketCounts(
        Arrays.copyOfRange(stretches, from, to),
        Arrays.copyOfRange(counts, from * KINDS, to * KINDS));
  }

  /** Returns the same counts with an offset added to each bucket's number. */
  public BucketCounts renumbered(int offset) {
    return new BucketCounts(Arrays.stream(stretches).map(s -> s + offset).toArray(), counts);
  }

  /** Returns the number of sessions of these kinds from one bucket to another, both included. */
  public long count(Collection<SessionKind> kinds, int first, int last) {
    long sum = 0;
    for (int i = lowerBound(first); i < stretches.length && stretches[i] <= last; i++) {
      for (SessionKind kind : kinds) {
        sum += counts[i * KINDS + kind.place()];
      }
    }
    return sum;
  }

  /** Returns the number of sessions of these kinds. */
  public long count(Collection<SessionKind> kinds) {
    return count(kinds, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Returns the number of buckets with a count. */
  public int size() {
    return stretches.length;
  }

  /** Returns whether there are no counts. */
  public boolean isEmpty() {
    return stretches.length == 0;
  }

  /** Returns the numbers of the buckets with a count, ascending. */
  public int[] stretches() {
    return stretches.clone();
  }

  /**
   * Returns the counts of one bucket, in the order of {@link SessionKind#ALL}.
   *
   * @param place the bucket's index, from 0 to below {@link #size}
   */
  public int[] countsAt(int place) {
    return Arrays.copyOfRange(counts, place * KINDS, (place + 1) * KINDS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketCounts tally
        && Arrays.equals(stretches, tally.stretches)
        && Arrays.equals(counts, tally.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(stretches) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    IntFunction<String> one = i -> stretches[i] + "=" + Arrays.toString(countsAt(i));
    return java.util.stream.IntStream.range(0, stretches.length).mapToObj(one).toList().toString();
  }

  private BucketCounts changed(int at, SessionKind kind, int change) {
    int[] after = counts.clone();
    after[at * KINDS + kind.place()] += change;
    for (int i = at * KINDS; i < (at + 1) * KINDS; i++) {
      if (after[i] != 0) {
        return new BucketCounts(stretches, after);
      }
    }
    return without(at);
  }

  private BucketCounts without(int at) {
    int[] left = new int[stretches.length - 1];
    System.arraycopy(stretches, 0, left, 0, at);
    System.arraycopy(stretches, at + 1, left, at, left.length - at);
    int[] after = new int[left.length * KINDS];
    System.arraycopy(counts, 0, after, 0, at * KINDS);
    System.arraycopy(counts, (at + 1) * KINDS, after, at * KINDS, after.length - at * KINDS);
    return new BucketCounts(left, after);
  }

  private BucketCounts inserted(int at, int stretch, SessionKind kind, int change) {
    if (change == 0) {
      return this;
    }
    int[] more = new int[stretches.length + 1];
    System.arraycopy(stretches, 0, more, 0, at);
    more[at] = stretch;
    System.arraycopy(stretches, at, more, at + 1, stretches.length - at);
    int[] after = new int[more.length * KINDS];
    System.arraycopy(counts, 0, after, 0, at * KINDS);
    after[at * KINDS + kind.place()] = change;
    System.arraycopy(counts, at * KINDS, after, (at + 1) * KINDS, counts.length - at * KINDS);
    return new BucketCounts(more, after);
  }

  private int lowerBound(int stretch) {
    int at = Arrays.binarySearch(stretches, stretch);
    return at >= 0 ? at : -at - 1;
  }
}
