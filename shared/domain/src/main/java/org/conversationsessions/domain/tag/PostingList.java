package org.conversationsessions.domain.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.conversationsessions.domain.session.SessionId;

/**
 * The postings of one term, one for each session. Immutable. A merge is commutative, associative
 * and idempotent (last-writer-wins element set), so the result depends on which postings arrived
 * and on nothing else.
 *
 * <p>The posting of a session that no longer has the term stays, under the session's pseudonym.
 * Without it, an earlier posting that is delivered again would add the session.
 */
public final class PostingList {
  /** No postings. */
  public static final PostingList EMPTY = new PostingList(new TreeMap<>(), new TreeMap<>());

  private final NavigableMap<SessionId, Posting> present;

  /** By pseudonym. */
  private final NavigableMap<SessionId, Posting> absent;

  private PostingList(
      NavigableMap<SessionId, Posting> present, NavigableMap<SessionId, Posting> absent) {
    this.present = Collections.unmodifiableNavigableMap(present);
    this.absent = Collections.unmodifiableNavigableMap(absent);
  }

  /** Returns a list of postings, of which a session may have several. */
  public static PostingList of(Collection<Posting> postings) {
    return EMPTY.merge(postings);
  }

  /** Returns this list with further postings. Of each session the last version stays. */
  public PostingList merge(Collection<Posting> others) {
    NavigableMap<SessionId, Posting> having = new TreeMap<>(present);
    NavigableMap<SessionId, Posting> lacking = new TreeMap<>(absent);
    for (Posting posting : others) {
      (posting.tagging().isPresent() ? having : lacking)
          .merge(posting.session(), posting, PostingList::last);
    }
    if (!lacking.isEmpty()) {
      having.values().removeIf(posting -> isSuperseded(posting, lacking));
    }
    return new PostingList(having, lacking);
  }

  private static Posting last(Posting old, Posting next) {
    return next.supersedes(old) ? next : old;
  }

  /** Returns whether the session lost the term later; else removes the posting that says so. */
  private static boolean isSuperseded(Posting posting, Map<SessionId, Posting> lacking) {
    SessionId pseudonym = posting.session().pseudonym();
    Posting lost = lacking.get(pseudonym);
    if (lost == null || lost.supersedes(posting)) {
      return lost != null;
    }
    lacking.remove(pseudonym);
    return false;
  }

  /** Returns the postings in the order of the identifiers, those of absent sessions included. */
  public List<Posting> postings() {
    return Stream.concat(present.values().stream(), absent.values().stream())
        .sorted(Comparator.comparing(Posting::session))
        .toList();
  }

  /** Returns the number of postings, those of absent sessions included. */
  public int size() {
    return present.size() + absent.size();
  }

  /** Returns the numbers of the sessions that have the term. */
  public TagCounts counts() {
    int[] counts = new int[Tagging.ALL.size()];
    for (Posting posting : present.values()) {
      posting.tagging().ifPresent(tagging -> counts[tagging.index()]++);
    }
    return TagCounts.of(counts);
  }

  /** Returns this list divided into lists with the same key, which depends on the second only. */
  public <K extends Comparable<K>> NavigableMap<K, PostingList> divide(
      Function<SessionId, K> keyOf) {
    NavigableMap<K, List<Posting>> parts = new TreeMap<>();
    for (Posting posting : postings()) {
      parts.computeIfAbsent(keyOf.apply(posting.session()), key -> new ArrayList<>()).add(posting);
    }
    NavigableMap<K, PostingList> lists = new TreeMap<>();
    parts.forEach((key, part) -> lists.put(key, of(part)));
    return lists;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PostingList that
        && present.equals(that.present)
        && absent.equals(that.absent);
  }

  @Override
  public int hashCode() {
    return 31 * present.hashCode() + absent.hashCode();
  }

  @Override
  public String toString() {
    return postings().toString();
  }
}
