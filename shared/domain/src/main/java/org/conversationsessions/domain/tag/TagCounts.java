package org.conversationsessions.domain.tag;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TagFilter;

/**
 * Immutable numbers of the sessions that have a term, by {@link Tagging}.
 *
 * <p>Two values are equal if all their numbers are.
 */
public final class TagCounts {
  /** No sessions. */
  public static final TagCounts NONE = new TagCounts(new int[Tagging.ALL.size()]);

  private final int[] counts;

  private TagCounts(int[] counts) {
    this.counts = counts;
  }

  /**
   * Returns numbers of sessions.
   *
   * @param counts the numbers, in the order of {@link Tagging#ALL}
   * @throws IllegalArgumentException if there is not one number of zero or more for each tagging
   */
  public static TagCounts of(int[] counts) {
    if (counts.length != Tagging.ALL.size() || Arrays.stream(counts).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException("not one count for each tagging");
    }
    return new TagCounts(counts.clone());
  }

  /** Returns the sum of these numbers and others. */
  public TagCounts plus(TagCounts other) {
    int[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.counts[i];
    }
    return new TagCounts(sum);
  }

  /**
   * Returns the number of sessions of these kinds.
   *
   * @param type the type of tag; empty: any
   */
  public long count(Collection<SessionKind> kinds, Optional<TagFilter.Type> type) {
    long sum = 0;
    for (SessionKind kind : kinds) {
      for (TagTypes types : TagTypes.values()) {
        if (types.isAcceptedBy(type)) {
          sum += counts[new Tagging(kind, types).index()];
        }
      }
    }
    return sum;
  }

  /** Returns the numbers, in the order of {@link Tagging#ALL}. */
  public int[] values() {
    return counts.clone();
  }

  /** Returns whether there are no sessions. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagCounts that && Arrays.equals(counts, that.counts);
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
