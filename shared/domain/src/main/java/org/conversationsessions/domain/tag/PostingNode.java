package org.conversationsessions.domain.tag;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is stored of one term and {@link PostingSpan}. */
public sealed interface PostingNode {
  /** Returns the numbers of the sessions of the span that have the term. */
  TagCounts counts();

  /**
   * The postings of the span.
   *
   * @param postings the postings
   */
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

    /** Returns whether there are too many postings to store them together. */
    public boolean mustBeDivided(PostingSpan span) {
      return span.isDivisible() && postings.size() > MAX_POSTINGS;
    }
  }

  /**
   * The counts of the span's parts, which have nodes of their own.
   *
   * @param parts the counts of each part that has any session, by its number
   */
  record Divided(NavigableMap<Integer, TagCounts> parts) implements PostingNode {
    /** Copies the map. */
    public Divided {
      parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
    }

    @Override
    public TagCounts counts() {
      return parts.values().stream().reduce(TagCounts.NONE, TagCounts::plus);
    }

    /** Returns this node with other counts of some parts. */
    public Divided with(Map<Integer, TagCounts> changed) {
      NavigableMap<Integer, TagCounts> all = new TreeMap<>(parts);
      all.putAll(changed);
      all.values().removeIf(TagCounts::isEmpty);
      return new Divided(all);
    }
  }
}
