package org.conversationsessions.domain.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/**
 * A condition on a session's tags (contract, section 5).
 *
 * @param all conditions that must all match
 * @param any conditions of which one must match; empty: no such condition
 */
public record TagFilter(List<Condition> all, List<Condition> any) {
  /** The filter that every session passes. */
  public static final TagFilter NONE = new TagFilter(List.of(), List.of());

  /** Copies the lists. */
  public TagFilter {
    all = List.copyOf(all);
    any = List.copyOf(any);
  }

  /** Returns whether every session passes. */
  public boolean isEmpty() {
    return all.isEmpty() && any.isEmpty();
  }

  /** Returns whether a session with these tags passes. */
  public boolean matches(Tags tags) {
    return all.stream().allMatch(condition -> condition.matches(tags))
        && (any.isEmpty() || any.stream().anyMatch(condition -> condition.matches(tags)));
  }

  /** The kinds of tags. */
  public enum Kind {
    /** Tags of the user. */
    USER,
    /** Tags of the session. */
    SESSION
  }

  /**
   * A condition that a tag exists.
   *
   * @param name the tag's name
   * @param values the accepted values
   * @param kind the kind of tag; empty: either
   */
  public record Condition(String name, Set<String> values, Optional<Kind> kind) {
    /** Copies the set. */
    public Condition {
      values = Set.copyOf(values);
    }

    boolean matches(Tags tags) {
      Stream<Tag> candidates =
          Stream.concat(
              kind.equals(Optional.of(Kind.SESSION)) ? Stream.empty() : tags.user().stream(),
              kind.equals(Optional.of(Kind.USER)) ? Stream.empty() : tags.session().stream());
      return candidates.anyMatch(tag -> tag.name().equals(name) && values.contains(tag.value()));
    }
  }
}
