package org.conversationsessions.domain.tag;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is stored of one term and {@link PostingSpan}. */
public sealed interface PostingNode {
  /** Returns the numbers of the sessions of the span that have the term and are indexed. */
  TagCounts counts();

  /** Returns whether the span has a second that is {@link Overfull}. */
  boolean isOverfull();

  /** The postings of the span. */
  record Leaf(PostingList postings) implements PostingNode {
    /** Nothing is stored. */
    public static final Leaf EMPTY = new Leaf(PostingList.EMPTY);

    /**
     * The most postings of a divisible span, about one kilobyte. So a change of a term costs one
     * write unit in a quiet span, and one for each level in a busy one.
     */
    private static final int MAX_POSTINGS = 56;

    @Override
    public TagCounts counts() {
      return postings.counts();
    }

    @Override
    public boolean isOverfull() {
      return false;
    }

    /** Returns whether there are too many postings to store them together. */
    public boolean mustBeDivided(PostingSpan span) {
      return span.isDivisible() && postings.size() > MAX_POSTINGS;
    }
  }

  /**
   * More sessions of one second have the term than are indexed. Their rows must be read. It stays
   * so, whatever is merged into it: a list of postings never becomes shorter. So this too depends
   * on nothing but the changes that were applied.
   */
  record Overfull() implements PostingNode {
    /**
     * The most postings of a second, at most 120 KB; an item can have 400. A shard takes some 300
     * sessions a second, so only sessions that were given the same start exceed this.
     */
    public static final int MAX_POSTINGS = 4_000;

    @Override
    public TagCounts counts() {
      return TagCounts.NONE;
    }

    @Override
    public boolean isOverfull() {
      return true;
    }
  }

  /**
   * The counts of the span's parts, which have nodes of their own.
   *
   * @param parts the counts of each part that has any session, by its number
   * @param isOverfull whether a part is overfull, so that its counts are incomplete
   */
  record Divided(NavigableMap<Integer, TagCounts> parts, boolean isOverfull)
      implements PostingNode {
    /** No part has any session. */
    public static final Divided EMPTY = new Divided(new TreeMap<>(), false);

    /** Copies the map. */
    public Divided {
      parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
    }

    @Override
    public TagCounts counts() {
      return parts.values().stream().reduce(TagCounts.NONE, TagCounts::plus);
    }

    /** Returns this node after some of its parts have changed. */
    public Divided with(Map<Integer, PostingNode> changed) {
      NavigableMap<Integer, TagCounts> all = new TreeMap<>(parts);
      changed.forEach((part, node) -> all.put(part, node.counts()));
      all.values().removeIf(TagCounts::isEmpty);
      return new Divided(
          all, isOverfull || changed.values().stream().anyMatch(PostingNode::isOverfull));
    }
  }
}
