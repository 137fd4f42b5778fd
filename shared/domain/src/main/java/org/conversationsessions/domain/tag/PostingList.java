package org.conversationsessions.domain.tag;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.conversationsessions.domain.session.SessionId;

/**
 * The postings of one term, one for each session, in the order of the sessions' identifiers.
 * Immutable. A merge is commutative, associative and idempotent (last-writer-wins element set), so
 * the result depends on which postings arrived and on nothing else.
 *
 * <p>The posting of a session that no longer has the term stays. Without it, an earlier posting
 * that is delivered again would add the session.
 */
public final class PostingList {
  /** No postings. */
  public static final PostingList EMPTY = new PostingList(new TreeMap<>());

  private final NavigableMap<SessionId, Posting> bySession;

  private PostingList(NavigableMap<SessionId, Posting> bySession) {
    this.bySession = Collections.unmodifiableNavigableMap(bySession);
  }

  /** Returns a list of postings, of which a session may have several. */
  public static PostingList of(Collection<Posting> postings) {
    return EMPTY.merge(postings);
  }

  /** Returns this list with further postings. Of each session the last version stays. */
  public PostingList merge(Collection<Posting> others) {
    NavigableMap<SessionId, Posting> merged = new TreeMap<>(bySession);
    for (Posting posting : others) {
      merged.merge(posting.session(), posting, (old, next) -> next.supersedes(old) ? next : old);
    }
    return new PostingList(merged);
  }

  /** Returns the postings in the order of the identifiers, those of absent sessions included. */
  public List<Posting> postings() {
    return List.copyOf(bySession.values());
  }

  /** Returns the number of postings, those of absent sessions included. */
  public int size() {
    return bySession.size();
  }

  /** Returns the numbers of the sessions that have the term. */
  public TagCounts counts() {
    int[] counts = new int[Tagging.ALL.size()];
    for (Posting posting : bySession.values()) {
      posting.tagging().ifPresent(tagging -> counts[tagging.index()]++);
    }
    return TagCounts.of(counts);
  }

  /** Returns this list divided into lists with the same key. */
  public <K extends Comparable<K>> NavigableMap<K, PostingList> divide(
      Function<SessionId, K> keyOf) {
    NavigableMap<K, NavigableMap<SessionId, Posting>> parts = new TreeMap<>();
    bySession.forEach(
        (session, posting) ->
            parts
                .computeIfAbsent(keyOf.apply(session), k -> new TreeMap<>())
                .put(session, posting));
    NavigableMap<K, PostingList> lists = new TreeMap<>();
    parts.forEach((key, part) -> lists.put(key, new PostingList(part)));
    return lists;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PostingList that && bySession.equals(that.bySession);
  }

  @Override
  public int hashCode() {
    return bySession.hashCode();
  }

  @Override
  public String toString() {
    return bySession.values().toString();
  }
}
