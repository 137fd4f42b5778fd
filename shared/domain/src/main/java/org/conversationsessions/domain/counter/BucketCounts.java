package org.conversationsessions.domain.counter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /**
   * A change of one count.
   *
   * @param bucket the bucket's number
   * @param kind the containment and type that are counted
   * @param change the difference
   */
  public record Change(int bucket, SessionKind kind, int change) {}

  /** Returns these counts with one count changed. */
  public BucketCounts plus(int bucket, SessionKind kind, int change) {
    return plus(List.of(new Change(bucket, kind, change)));
  }

  /** Returns these counts with all changes, in one pass. */
  public BucketCounts plus(Collection<Change> changes) {
    SortedMap<Integer, int[]> sum = new TreeMap<>();
    for (int i = 0; i < buckets.length; i++) {
      sum.put(buckets[i], countsAt(i));
    }
    for (Change change : changes) {
      int[] ofBucket = sum.computeIfAbsent(change.bucket, any -> new int[KINDS]);
      ofBucket[change.kind.index()] += change.change;
    }
    sum.values().removeIf(ofBucket -> Arrays.stream(ofBucket).allMatch(count -> count == 0));
    return new BucketCounts(
        sum.keySet().stream().mapToInt(bucket -> bucket).toArray(),
        sum.values().stream().flatMapToInt(Arrays::stream).toArray());
  }

  /** Returns the sum of these counts and others. */
  public BucketCounts plus(BucketCounts other) {
    return plus(other.asChanges());
  }

  /** Returns the changes that these counts add up from. */
  public List<Change> asChanges() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        changes.add(new Change(buckets[i / KINDS], SessionKind.ALL.get(i % KINDS), counts[i]));
      }
    }
    return changes;
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

  private int lowerBound(int bucket) {
    int at = Arrays.binarySearch(buckets, bucket);
    return at >= 0 ? at : -at - 1;
  }
}
