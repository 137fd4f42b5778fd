package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingList;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingNode.Divided;
import org.conversationsessions.domain.tag.PostingNode.Leaf;
import org.conversationsessions.domain.tag.PostingNode.Overfull;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagQuery;
import org.conversationsessions.domain.tag.TagQuery.DisjointTerms;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.TagTypes;
import org.conversationsessions.domain.tag.Tagging;
import org.conversationsessions.store.history.TagWindow.Shard;
import org.conversationsessions.store.tag.CountedPostings;
import org.conversationsessions.store.tag.CountedPostings.ListedSession;
import org.conversationsessions.store.tag.PostingReader;
import org.conversationsessions.store.window.CounterReader.CounterHour;

/**
 * The sessions of a window that match a filter by tags, by hour. Counts of disjoint terms come from
 * the index as they are. For any other filter the postings of its terms are read and matched. The
 * hours that the index does not know come from rows.
 */
final class TaggedHours {
  /** Reading this many takes a few seconds. */
  private static final long MAX_POSTINGS = 1_000_000;

  /** The most hours of all lists: up to 10 KB of memory each. */
  private static final int MAX_NODES = 50_000;

  private final PostingReader reader;
  private final CountedPostings.NodeReader hourReader;
  private final TagQuery tags;
  private final TagWindow window;
  private final Set<CounterHour> hoursOfRows;

  /** The nodes of hours that count as they are, by list of the index. */
  private final Map<String, Map<PostingSpan, PostingNode>> listedNodes = new HashMap<>();

  /** The counter key of the shard of each list of the index. */
  private final Map<String, String> counterKeys = new HashMap<>();

  /** The matching sessions of hours that were read, by the counter key of their shard. */
  private final Map<String, Map<PostingSpan, PostingNode>> matchedNodes = new ConcurrentHashMap<>();

  private TaggedHours(PostingReader reader, TagQuery tags, TagWindow window) {
    this.reader = reader;
    this.hourReader = reader.limitedTo(MAX_NODES);
    this.tags = tags;
    this.window = window;
    this.hoursOfRows = new HashSet<>(window.hoursOfRows());
  }

  /**
   * Reads those hours that the index knows.
   *
   * @throws WindowTooLargeException if too many hours or postings had to be read
   */
  static TaggedHours read(PostingReader reader, TagQuery tags, TagWindow window) {
    TaggedHours hours = new TaggedHours(reader, tags, window);
    if (tags.disjointTerms().isPresent()) {
      hours.readCounted();
    } else {
      hours.readMatches();
    }
    return hours;
  }

  /**
   * Returns the hours whose rows must be read: those that the index does not know, or not whole.
   */
  Set<CounterHour> hoursOfRows() {
    return hoursOfRows;
  }

  /** Adds the matching sessions of hours whose rows were read. */
  void add(Map<CounterHour, List<Session>> rows) {
    rows.forEach(
        (hour, sessions) ->
            putMatches(
                hour,
                sessions.stream()
                    .map(session -> posting(session.id(), SessionKind.of(session)))
                    .toList()));
  }

  /** Returns the matching sessions from one identifier to another, both included. */
  CountedPostings between(List<SessionKind> kinds, SessionId from, SessionId to) {
    DisjointTerms terms =
        tags.disjointTerms().orElseGet(() -> new DisjointTerms(Set.of(), Optional.empty()));
    Map<String, Map<PostingSpan, PostingNode>> all = new HashMap<>(listedNodes);
    // No list of the index has the key of a shard's counters.
    all.putAll(matchedNodes);
    return new CountedPostings(reader, all, terms, kinds, from, to);
  }

  /** Returns the counter key of a session's shard. */
  String counterKey(ListedSession session) {
    return counterKeys.getOrDefault(session.list(), session.list());
  }

  private void readCounted() {
    readHours()
        .forEach(
            (hour, byList) ->
                byList.forEach(
                    (list, node) -> {
                      counterKeys.put(list.key(), list.shard.counterKey());
                      listedNodes
                          .computeIfAbsent(list.key(), key -> new HashMap<>())
                          .put(PostingSpan.hour(hour.hour()), node);
                    }));
  }

  private void readMatches() {
    Map<CounterHour, Map<TermList, PostingNode>> hours = readHours();
    long postings =
        hours.values().stream()
            .flatMap(byList -> byList.values().stream())
            .mapToLong(node -> node.counts().count(SessionKind.ALL, Optional.empty()))
            .sum();
    if (postings > MAX_POSTINGS) {
      throw new WindowTooLargeException(
          "too many sessions have these tags: narrow the window, or filter by a single tag");
    }
    Parallel.forEach(
        hours.entrySet(),
        hour -> putMatches(hour.getKey(), matches(hour.getKey(), hour.getValue())));
  }

  /**
   * Reads the nodes of those hours that the index knows, without hours in which no session can
   * match. An hour with an overfull node is left to its rows.
   */
  private Map<CounterHour, Map<TermList, PostingNode>> readHours() {
    Map<CounterHour, Map<TermList, PostingNode>> hours = new HashMap<>();
    Map<TermList, Map<PostingSpan, PostingNode>> read = new ConcurrentHashMap<>();
    Parallel.forEach(lists(), list -> read.put(list, readHours(list)));
    read.forEach(
        (list, ofList) ->
            ofList.forEach(
                (span, node) ->
                    hours
                        .computeIfAbsent(
                            new CounterHour(list.shard.counterKey(), span.hour()),
                            hour -> new HashMap<>())
                        .put(list, node)));
    hours
        .values()
        .removeIf(byList -> !tags.mayMatch(byList.keySet().stream().map(TermList::term).toList()));
    hours.forEach(
        (hour, byList) -> {
          if (byList.values().stream().anyMatch(PostingNode::isOverfull)) {
            hoursOfRows.add(hour);
          }
        });
    hours.keySet().removeAll(hoursOfRows);
    return hours;
  }

  /** A term in a shard. */
  private record TermList(Shard shard, TagTerm term) {
    String key() {
      return PostingReader.list(shard.bot(), shard.number(), term);
    }
  }

  private List<TermList> lists() {
    List<TermList> lists = new ArrayList<>();
    Set<TagTerm> terms = tags.terms();
    window
        .indexedShards()
        .forEach(shard -> terms.forEach(term -> lists.add(new TermList(shard, term))));
    return lists;
  }

  /** Reads the nodes of those hours that the index knows. */
  private Map<PostingSpan, PostingNode> readHours(TermList list) {
    String counterKey = list.shard.counterKey();
    long[] hours =
        window.indexedHours().stream()
            .filter(hour -> hour.counterKey().equals(counterKey))
            .mapToLong(CounterHour::hour)
            .sorted()
            .toArray();
    Map<PostingSpan, PostingNode> read =
        hourReader.read(
            list.key(), PostingSpan.hour(hours[0]), PostingSpan.hour(hours[hours.length - 1]));
    read.keySet()
        .removeIf(
            span -> !window.indexedHours().contains(new CounterHour(counterKey, span.hour())));
    return read;
  }

  private Collection<Posting> matches(CounterHour hour, Map<TermList, PostingNode> byList) {
    Map<TagTerm, PostingList> postings = new HashMap<>();
    byList.forEach(
        (list, node) -> postings.put(list.term, PostingList.of(postings(list, hour.hour(), node))));
    List<Posting> matches = new ArrayList<>();
    tags.matches(postings).forEach((session, kind) -> matches.add(posting(session, kind)));
    return matches;
  }

  /** Reads all postings of an hour: those of its minutes, and of their seconds. */
  private List<Posting> postings(TermList list, long hour, PostingNode node) {
    List<Posting> postings = new ArrayList<>();
    Map<PostingSpan, PostingNode> level = Map.of(PostingSpan.hour(hour), node);
    while (!level.isEmpty()) {
      List<PostingSpan> divided = new ArrayList<>();
      level.forEach(
          (span, part) -> {
            switch (part) {
              case Leaf leaf -> postings.addAll(leaf.postings().postings());
              case Divided parent ->
                  parent.parts().keySet().forEach(number -> divided.add(span.part(number)));
              // The second became overfull after its hour was read. Its sessions are
              // missing until the hour says so.
              case Overfull _ -> {}
            }
          });
      level = readBetween(list, divided);
    }
    return postings;
  }

  private Map<PostingSpan, PostingNode> readBetween(TermList list, List<PostingSpan> spans) {
    if (spans.isEmpty()) {
      return Map.of();
    }
    long first = spans.stream().mapToLong(PostingSpan::number).min().orElseThrow();
    long last = spans.stream().mapToLong(PostingSpan::number).max().orElseThrow();
    PostingSpan.Level level = spans.getFirst().level();
    return reader.read(list.key(), new PostingSpan(level, first), new PostingSpan(level, last));
  }

  private void putMatches(CounterHour hour, Collection<Posting> matches) {
    matchedNodes
        .computeIfAbsent(hour.counterKey(), key -> new ConcurrentHashMap<>())
        .put(PostingSpan.hour(hour.hour()), new Leaf(PostingList.of(matches)));
  }

  /** Returns the posting of a session that matches the filter, whatever type of tag it names. */
  private static Posting posting(SessionId session, SessionKind kind) {
    return new Posting(session, 0, Optional.of(new Tagging(kind, TagTypes.BOTH)));
  }
}
