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

  private final int[] buckets;
  private final int[] counts;

  private BucketCounts(int[] buckets, int[] counts) {
    this.buckets = buckets;
    this.counts = counts;
  }

  /**
   * Returns counts from their stored form.
   *
   * @param buckets the numbers of the buckets, ascending
   * @param counts the counts of each bucket, in the order of {@link SessionKind#ALL}
   * @throws IllegalArgumentException if the numbers do not ascend or the lengths do not match
   */
  public static BucketCounts of(int[] buckets, int[] counts) {
    if (counts.length != buckets.length * KINDS) {
      throw new IllegalArgumentException("not " + KINDS + " counts for each bucket");
    }
    for (int i = 1; i < buckets.length; i++) {
      if (buckets[i - 1] >= buckets[i]) {
        throw new IllegalArgumentException("the buckets do not ascend");
      }
    }
    return new BucketCounts(buckets.clone(), counts.clone());
  }

  /** Returns these counts with one count changed. */
  public BucketCounts plus(int bucket, SessionKind kind, int change) {
    int at = Arrays.binarySearch(buckets, bucket);
    return at >= 0
        ? withChangedCount(at, kind, change)
        : withInserted(-at - 1, bucket, kind, change);
  }

  /** Returns the sum of these counts and others. */
  public BucketCounts plus(BucketCounts other) {
    BucketCounts sum = this;
    for (int i = 0; i < other.buckets.length; i++) {
      for (SessionKind kind : SessionKind.ALL) {
        sum = sum.plus(other.buckets[i], kind, other.counts[i * KINDS + kind.index()]);
      }
    }
    return sum;
  }

  /** Returns the counts of the buckets from one number to another, both included. */
  public BucketCounts between(int first, int last) {
    int from = lowerBound(first);
    int to = Math.max(from, lowerBound(last + 1));
    return new BucketCounts(
        Arrays.copyOfRange(buckets, from, to),
        Arrays.copyOfRange(counts, from * KINDS, to * KINDS));
  }

  /** Returns the same counts with an offset added to each bucket's number. */
  public BucketCounts renumbered(int offset) {
    return new BucketCounts(Arrays.stream(buckets).map(s -> s + offset).toArray(), counts);
  }

  /** Returns the number of sessions of these kinds from one bucket to another, both included. */
  public long count(Collection<SessionKind> kinds, int first, int last) {
    return sum(first, last).count(kinds);
  }

  /** Returns the number of sessions of each kind from one bucket to another, both included. */
  public KindCounts sum(int first, int last) {
    long[] sum = new long[KINDS];
    for (int i = lowerBound(first); i < buckets.length && buckets[i] <= last; i++) {
      for (int kind = 0; kind < KINDS; kind++) {
        sum[kind] += counts[i * KINDS + kind];
      }
    }
    return KindCounts.of(sum);
  }

  /** Returns the number of sessions of these kinds. */
  public long count(Collection<SessionKind> kinds) {
    return count(kinds, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Returns the number of buckets with a count. */
  public int size() {
    return buckets.length;
  }

  /** Returns whether there are no counts. */
  public boolean isEmpty() {
    return buckets.length == 0;
  }

  /** Returns the numbers of the buckets with a count, ascending. */
  public int[] bucketNumbers() {
    return buckets.clone();
  }

  /**
   * Returns the counts of one bucket, in the order of {@link SessionKind#ALL}.
   *
   * @param index the bucket's index, from 0 to below {@link #size}
   */
  public int[] countsAt(int index) {
    return Arrays.copyOfRange(counts, index * KINDS, (index + 1) * KINDS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketCounts that
        && Arrays.equals(buckets, that.buckets)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    IntFunction<String> format = i -> buckets[i] + "=" + Arrays.toString(countsAt(i));
    return java.util.stream.IntStream.range(0, buckets.length).mapToObj(format).toList().toString();
  }

  private BucketCounts withChangedCount(int at, SessionKind kind, int change) {
    int[] after = counts.clone();
    after[at * KINDS + kind.index()] += change;
    for (int i = at * KINDS; i < (at + 1) * KINDS; i++) {
      if (after[i] != 0) {
        return new BucketCounts(buckets, after);
      }
    }
    return withoutBucket(at);
  }

  private BucketCounts withoutBucket(int at) {
    int[] left = new int[buckets.length - 1];
    System.arraycopy(buckets, 0, left, 0, at);
    System.arraycopy(buckets, at + 1, left, at, left.length - at);
    int[] after = new int[left.length * KINDS];
    System.arraycopy(counts, 0, after, 0, at * KINDS);
    System.arraycopy(counts, (at + 1) * KINDS, after, at * KINDS, after.length - at * KINDS);
    return new BucketCounts(left, after);
  }

  private BucketCounts withInserted(int at, int bucket, SessionKind kind, int change) {
    if (change == 0) {
      return this;
    }
    int[] more = new int[buckets.length + 1];
    System.arraycopy(buckets, 0, more, 0, at);
    more[at] = bucket;
    System.arraycopy(buckets, at, more, at + 1, buckets.length - at);
    int[] after = new int[more.length * KINDS];
    System.arraycopy(counts, 0, after, 0, at * KINDS);
    after[at * KINDS + kind.index()] = change;
    System.arraycopy(counts, at * KINDS, after, (at + 1) * KINDS, counts.length - at * KINDS);
    return new BucketCounts(more, after);
  }

  private int lowerBound(int bucket) {
    int at = Arrays.binarySearch(buckets, bucket);
    return at >= 0 ? at : -at - 1;
  }
}
