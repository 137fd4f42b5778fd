package org.conversationsessions.domain.tag;

import java.util.Optional;
import org.conversationsessions.domain.history.TagFilter;

/** As which types of tag a session has a name and value. */
public enum TagTypes {
  /** As a tag of the user. */
  USER,
  /** As a tag of the session. */
  SESSION,
  /** As both. */
  BOTH;

  /**
   * Returns whether a condition accepts these types.
   *
   * @param type the type that it names; empty: any
   */
  public boolean match(Optional<TagFilter.Kind> type) {
    return type.map(
            wanted ->
                switch (wanted) {
                  case USER -> this != SESSION;
                  case SESSION -> this != USER;
                  case MESSAGE -> false;
                })
        .orElse(true);
  }

  /** Returns these types and others. */
  TagTypes and(TagTypes others) {
    return this == others ? this : BOTH;
  }
}
