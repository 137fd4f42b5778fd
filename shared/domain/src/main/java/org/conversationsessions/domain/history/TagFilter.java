package org.conversationsessions.domain.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/**
 * A condition on the tags of a session (contract, section 5), or of a message and its session
 * (contract, section 14).
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
    return matches(tags, List.of());
  }

  /**
   * Returns whether a message passes.
   *
   * @param tags the tags of its session
   * @param message its own tags
   */
  public boolean matches(Tags tags, List<Tag> message) {
    return all.stream().allMatch(condition -> condition.matches(tags, message))
        && (any.isEmpty() || any.stream().anyMatch(condition -> condition.matches(tags, message)));
  }

  /** The types of tags. */
  public enum Type {
    /** Tags of the user. */
    USER,
    /** Tags of the session. */
    SESSION,
    /** Tags of the message. */
    MESSAGE
  }

  /**
   * A condition that a tag exists.
   *
   * @param name the tag's name
   * @param values the accepted values
   * @param type the type of tag; empty: any
   */
  public record Condition(String name, Set<String> values, Optional<Type> type) {
    /** Copies the set. */
    public Condition {
      values = Set.copyOf(values);
    }

    boolean matches(Tags tags, List<Tag> message) {
      return hasMatch(Type.USER, tags.user())
          || hasMatch(Type.SESSION, tags.session())
          || hasMatch(Type.MESSAGE, message);
    }

    private boolean hasMatch(Type tagged, List<Tag> tags) {
      return type.map(tagged::equals).orElse(true)
          && tags.stream().anyMatch(tag -> tag.name().equals(name) && values.contains(tag.value()));
    }
  }
}
