package org.conversationsessions.domain.tag;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.counter.SessionKind;

/**
 * How a session has a term: all that a filter can ask besides the start.
 *
 * @param kind the session's containment and type
 * @param types the types of tag
 */
public record Tagging(SessionKind kind, TagTypes types) {
  /** All taggings. They are stored by their index in this list, so it must never change. */
  public static final List<Tagging> ALL = all();

  /** Returns the index in {@link #ALL}. */
  public int index() {
    return kind.index() * TagTypes.values().length + types.index();
  }

  private static List<Tagging> all() {
    List<Tagging> all = new ArrayList<>();
    for (SessionKind kind : SessionKind.ALL) {
      for (TagTypes types : TagTypes.values()) {
        all.add(new Tagging(kind, types));
      }
    }
    return List.copyOf(all);
  }
}
