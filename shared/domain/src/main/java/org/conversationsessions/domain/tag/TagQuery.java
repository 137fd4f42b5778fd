package org.conversationsessions.domain.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/**
 * Answers a filter by tags from the index.
 *
 * @param filter the filter; not empty
 */
public record TagQuery(TagFilter filter) {
  /**
   * Validates the filter.
   *
   * @throws IllegalArgumentException if every session passes it: the index does not name all
   */
  public TagQuery {
    if (filter.isEmpty()) {
      throw new IllegalArgumentException("a filter without a condition needs no index");
    }
  }

  /**
   * Terms of which a session has at most one, so that counts can be added up.
   *
   * @param type the type of tag that counts; empty: any
   */
  public record DisjointTerms(Set<TagTerm> terms, Optional<TagFilter.Type> type) {
    /** Copies the set. */
    public DisjointTerms {
      terms = Set.copyOf(terms);
    }

    /** Returns how many sessions of these kinds match, by the counts of one of the terms. */
    public long count(TagCounts counts, List<SessionKind> kinds) {
      return counts.count(kinds, type);
    }
  }

  /** Returns the terms that the filter names: the postings of all others do not matter. */
  public Set<TagTerm> terms() {
    Set<TagTerm> terms = new LinkedHashSet<>();
    conditions().forEach(condition -> terms.addAll(terms(condition)));
    return Collections.unmodifiableSet(terms);
  }

  /** Returns whether a session that has no terms but these can match. */
  public boolean mayMatch(Collection<TagTerm> present) {
    Predicate<TagFilter.Condition> possible =
        condition -> terms(condition).stream().anyMatch(present::contains);
    return filter.all().stream().allMatch(possible)
        && (filter.any().isEmpty() || filter.any().stream().anyMatch(possible));
  }

  /**
   * Returns the terms whose counts add up to the number of matching sessions; empty if a session
   * may match by several. That is so for a single condition with one value. It is so for one with
   * several values too if it names a type: a session has one tag of a type and name.
   */
  public Optional<DisjointTerms> disjointTerms() {
    List<TagFilter.Condition> conditions = conditions();
    if (conditions.size() > 1) {
      return Optional.empty();
    }
    TagFilter.Condition only = conditions.getFirst();
    return only.values().size() > 1 && only.type().isEmpty()
        ? Optional.empty()
        : Optional.of(new DisjointTerms(terms(only), only.type()));
  }

  /**
   * Returns the sessions that match, with their kind, in the order of their identifiers.
   *
   * @param postings the postings of each of the {@link #terms}
   */
  public NavigableMap<SessionId, SessionKind> matches(Map<TagTerm, PostingList> postings) {
    NavigableMap<SessionId, SessionKind> kinds = new TreeMap<>();
    Map<SessionId, List<Tag>> userTags = new HashMap<>();
    Map<SessionId, List<Tag>> sessionTags = new HashMap<>();
    postings.forEach(
        (term, list) -> {
          Tag tag = new Tag(term.name(), term.value());
          for (Posting posting : list.postings()) {
            posting
                .tagging()
                .ifPresent(
                    tagging -> {
                      SessionId session = posting.session();
                      kinds.put(session, tagging.kind());
                      if (tagging.types() != TagTypes.SESSION) {
                        userTags.computeIfAbsent(session, s -> new ArrayList<>()).add(tag);
                      }
                      if (tagging.types() != TagTypes.USER) {
                        sessionTags.computeIfAbsent(session, s -> new ArrayList<>()).add(tag);
                      }
                    });
          }
        });
    kinds
        .keySet()
        .removeIf(
            session ->
                !filter.matches(
                    new Tags(
                        userTags.getOrDefault(session, List.of()),
                        sessionTags.getOrDefault(session, List.of()))));
    return kinds;
  }

  private List<TagFilter.Condition> conditions() {
    return Stream.concat(filter.all().stream(), filter.any().stream()).distinct().toList();
  }

  private static Set<TagTerm> terms(TagFilter.Condition condition) {
    Set<TagTerm> terms = new LinkedHashSet<>();
    condition.values().forEach(value -> terms.add(new TagTerm(condition.name(), value)));
    return terms;
  }
}
