package org.conversationsessions.domain.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/**
 * Which tags a session must have (contract, section 5).
 *
 * @param all each of these must match
 * @param any one of these must match, unless there are none
 */
public record TagFilter(List<Condition> all, List<Condition> any) {
  /** Every session passes. */
  public static final TagFilter NONE = new TagFilter(List.of(), List.of());

  /** Copies what can change. */
  public TagFilter {
    all = List.copyOf(all);
    any = List.copyOf(any);
  }

  /** Whether every session passes. */
  public boolean isEmpty() {
    return all.isEmpty() && any.isEmpty();
  }

  /** Whether a session with these tags passes. */
  public boolean matches(Tags tags) {
    return all.stream().allMatch(condition -> condition.matches(tags))
        && (any.isEmpty() || any.stream().anyMatch(condition -> condition.matches(tags)));
  }

  /** Which of a session's tags are looked at. */
  public enum Kind {
    /** Those of the user. */
    USER,
    /** Those of the session. */
    SESSION
  }

  /**
   * That a tag is there.
   *
   * @param name the tag's name
   * @param values one of these must be its value
   * @param kind of which kind; empty: of either
   */
  public record Condition(String name, Set<String> values, Optional<Kind> kind) {
    /** Copies what can change. */
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
