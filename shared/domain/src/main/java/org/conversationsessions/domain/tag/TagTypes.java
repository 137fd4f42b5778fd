package org.conversationsessions.domain.tag;

import java.util.Optional;
import org.conversationsessions.domain.history.TagFilter;

/** As which types of tag a session has a name and value. */
public enum TagTypes {
  /** As a tag of the user. */
  USER(0),
  /** As a tag of the session. */
  SESSION(1),
  /** As both. */
  BOTH(2);

  private final int index;

  TagTypes(int index) {
    this.index = index;
  }

  /** Returns the place among the types, which is stored. */
  int index() {
    return index;
  }

  /**
   * Returns whether a condition accepts these types.
   *
   * @param type the type that it names; empty: any
   */
  public boolean isAcceptedBy(Optional<TagFilter.Type> type) {
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
