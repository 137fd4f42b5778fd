package org.conversationsessions.store.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingList;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingNode.Divided;
import org.conversationsessions.domain.tag.PostingNode.Leaf;
import org.conversationsessions.domain.tag.PostingNode.Overfull;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagCounts;
import org.conversationsessions.domain.tag.TagQuery.DisjointTerms;

/**
 * The sessions of a window that match disjoint terms, the newest first. Their number comes from
 * counts, so parts are read only where the window or the page cuts a divided span. Not safe for
 * several threads.
 */
public final class CountedPostings {
  private static final Comparator<ListedSession> NEWEST_FIRST =
      Comparator.comparing(ListedSession::session).reversed();

  private final NodeReader reader;
  private final DisjointTerms terms;
  private final List<SessionKind> kinds;
  private final PostingWindow window;
  private final NavigableMap<Long, SpanNodes> hours = new TreeMap<>();

  /** Reads nodes. */
  @FunctionalInterface
  public interface NodeReader {
    /**
     * Returns the nodes of consecutive spans of one level, by span. Spans without a node are left
     * out.
     *
     * @param list the partition key
     * @param first the first span
     * @param last the last span, of the same parent
     */
    Map<PostingSpan, PostingNode> read(String list, PostingSpan first, PostingSpan last);
  }

  /**
   * A session, and the list that names it.
   *
   * @param list the partition key
   */
  public record ListedSession(String list, SessionId session, SessionKind kind) {}

  /**
   * The nodes of one span.
   *
   * @param byList the node of each list that has one
   */
  private record SpanNodes(PostingSpan span, Map<String, PostingNode> byList) {}

  /**
   * Creates the sessions of a window.
   *
   * @param reader reads the parts of divided spans; safe for several threads
   * @param hours the nodes of the hours to count, by list
   * @param kinds the kinds of sessions that match
   * @param from the lowest identifier, included
   * @param to the highest identifier, included
   */
  public CountedPostings(
      NodeReader reader,
      Map<String, ? extends Map<PostingSpan, PostingNode>> hours,
      DisjointTerms terms,
      List<SessionKind> kinds,
      SessionId from,
      SessionId to) {
    this.reader = reader;
    this.terms = terms;
    this.kinds = List.copyOf(kinds);
    this.window = new PostingWindow(reader, from, to);
    hours.forEach(
        (list, nodes) ->
            nodes.forEach(
                (span, node) ->
                    this.hours
                        .computeIfAbsent(
                            span.number(), number -> new SpanNodes(span, new HashMap<>()))
                        .byList
                        .put(list, node)));
  }

  /** Returns the number of sessions. Reads the parts of at most four spans of each list. */
  public long total() {
    readCutParts(hours.values());
    return hours.values().stream().mapToLong(this::count).sum();
  }

  /**
   * Returns the sessions after some that are skipped.
   *
   * @param skip how many to skip
   * @param limit the most to return
   */
  public List<ListedSession> page(long skip, int limit) {
    Page page = new Page(skip, limit);
    Map.Entry<Long, SpanNodes> newest = hours.floorEntry(window.lastHour());
    if (newest != null) {
      readCutParts(List.of(newest.getValue()));
    }
    for (SpanNodes hour : hours.descendingMap().values()) {
      if (page.isFull()) {
        break;
      }
      page.add(hour);
    }
    return page.found;
  }

  /** Reads what the window cuts of some spans, all lists in parallel, before it is counted. */
  private void readCutParts(Collection<SpanNodes> spans) {
    List<Runnable> calls = new ArrayList<>();
    for (SpanNodes nodes : spans) {
      nodes.byList.forEach(
          (list, node) -> {
            if (node instanceof Divided divided && window.isCut(nodes.span)) {
              calls.add(() -> window.readCutParts(list, nodes.span, divided));
            }
          });
    }
    Parallel.forEach(calls, Runnable::run);
  }

  private long count(SpanNodes nodes) {
    if (window.isOutside(nodes.span)) {
      return 0;
    }
    long count = 0;
    boolean inside = window.isInside(nodes.span);
    for (Map.Entry<String, PostingNode> entry : nodes.byList.entrySet()) {
      count +=
          switch (entry.getValue()) {
            case Leaf leaf -> matching(entry.getKey(), leaf.postings()).size();
            case Divided divided when inside -> terms.count(divided.counts(), kinds);
            case Divided divided -> countParts(nodes.span, entry.getKey(), divided);
            // A second became overfull after its hour was read. Its sessions are missing until the
            // hour says so.
            case Overfull _ -> 0;
          };
    }
    return count;
  }

  /** Counts a span that the window cuts. */
  private long countParts(PostingSpan span, String list, Divided divided) {
    long count = 0;
    for (Map.Entry<Integer, TagCounts> part : divided.parts().entrySet()) {
      PostingSpan partSpan = span.part(part.getKey());
      if (window.isInside(partSpan)) {
        count += terms.count(part.getValue(), kinds);
      } else if (!window.isOutside(partSpan)) {
        count +=
            window
                .cutPart(list, partSpan)
                .map(node -> count(new SpanNodes(partSpan, Map.of(list, node))))
                .orElse(0L);
      }
    }
    return count;
  }

  /** Collects the sessions of a page. */
  private final class Page {
    private final List<ListedSession> found = new ArrayList<>();
    private final int limit;
    private long toSkip;

    Page(long skip, int limit) {
      this.toSkip = skip;
      this.limit = limit;
    }

    boolean isFull() {
      return found.size() == limit;
    }

    void add(SpanNodes nodes) {
      if (window.isOutside(nodes.span)) {
        return;
      }
      boolean divided = nodes.byList.values().stream().anyMatch(Divided.class::isInstance);
      long count = toSkip > 0 || divided ? count(nodes) : 1;
      if (toSkip >= count) {
        toSkip -= count;
      } else if (divided) {
        addParts(nodes);
      } else {
        addLeaves(nodes);
      }
    }

    private void addLeaves(SpanNodes nodes) {
      List<ListedSession> sessions = new ArrayList<>();
      nodes.byList.forEach(
          (list, node) -> {
            if (node instanceof Leaf(PostingList postings)) {
              sessions.addAll(matching(list, postings));
            }
          });
      sessions.sort(NEWEST_FIRST);
      for (ListedSession session : sessions) {
        if (toSkip > 0) {
          toSkip--;
        } else if (!isFull()) {
          found.add(session);
        }
      }
    }

    private void addParts(SpanNodes nodes) {
      NavigableMap<Integer, Map<String, PostingNode>> parts = new TreeMap<>();
      Map<String, Divided> divided = new HashMap<>();
      nodes.byList.forEach(
          (list, node) -> {
            switch (node) {
              case Leaf leaf ->
                  leaf.postings()
                      .divide(nodes.span::partOf)
                      .forEach((part, some) -> ofPart(parts, part).put(list, new Leaf(some)));
              case Divided parent -> {
                divided.put(list, parent);
                parent.parts().keySet().forEach(part -> ofPart(parts, part));
              }
              case Overfull _ -> {}
            }
          });
      parts.keySet().removeIf(part -> window.isOutside(nodes.span.part(part)));
      int lowestRead = PostingSpan.PARTS;
      for (Map.Entry<Integer, Map<String, PostingNode>> part : parts.descendingMap().entrySet()) {
        if (isFull()) {
          return;
        }
        SpanNodes partNodes = new SpanNodes(nodes.span.part(part.getKey()), part.getValue());
        if (!skipsWhole(partNodes, divided, part.getKey())) {
          if (part.getKey() < lowestRead) {
            lowestRead = readParts(nodes.span, divided, parts, part.getKey());
          }
          add(partNodes);
        }
      }
    }

    private static Map<String, PostingNode> ofPart(
        Map<Integer, Map<String, PostingNode>> parts, int part) {
      return parts.computeIfAbsent(part, p -> new HashMap<>());
    }

    /** Skips a part by its parents' counts, without reading it, if the page begins below it. */
    private boolean skipsWhole(SpanNodes nodes, Map<String, Divided> divided, int part) {
      if (toSkip == 0 || !window.isInside(nodes.span)) {
        return false;
      }
      Map<String, PostingNode> leaves = new HashMap<>(nodes.byList);
      leaves.keySet().removeAll(divided.keySet());
      long count = count(new SpanNodes(nodes.span, leaves));
      for (Divided parent : divided.values()) {
        count += terms.count(parent.parts().getOrDefault(part, TagCounts.NONE), kinds);
      }
      if (toSkip < count) {
        return false;
      }
      toSkip -= count;
      return true;
    }

    /**
     * Reads the parts from one downwards that the page is expected to need, with one call for each
     * list.
     *
     * @return the lowest part that was read
     */
    private int readParts(
        PostingSpan span,
        Map<String, Divided> divided,
        NavigableMap<Integer, Map<String, PostingNode>> parts,
        int highest) {
      long needed = toSkip + limit - found.size();
      int lowest = highest;
      for (int part : parts.headMap(highest, true).descendingKeySet()) {
        lowest = part;
        for (Divided parent : divided.values()) {
          needed -= terms.count(parent.parts().getOrDefault(part, TagCounts.NONE), kinds);
        }
        if (needed <= 0) {
          break;
        }
      }
      for (String list : divided.keySet()) {
        Map<PostingSpan, PostingNode> read =
            reader.read(list, span.part(lowest), span.part(highest));
        parts
            .subMap(lowest, true, highest, true)
            .forEach(
                (part, byList) -> {
                  PostingNode node = read.get(span.part(part));
                  if (node != null) {
                    byList.put(list, node);
                  }
                });
      }
      return lowest;
    }
  }

  private List<ListedSession> matching(String list, PostingList postings) {
    List<ListedSession> sessions = new ArrayList<>();
    for (Posting posting : postings.postings()) {
      SessionId session = posting.session();
      if (window.contains(session)) {
        posting
            .tagging()
            .filter(tagging -> kinds.contains(tagging.kind()))
            .filter(tagging -> tagging.types().isAcceptedBy(terms.type()))
            .ifPresent(tagging -> sessions.add(new ListedSession(list, session, tagging.kind())));
      }
    }
    return sessions;
  }
}
