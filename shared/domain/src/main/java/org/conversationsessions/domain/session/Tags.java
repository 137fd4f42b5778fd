package org.conversationsessions.domain.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A session's tags: at most one of each kind and name (contract, section 6).
 *
 * @param user tags of the user
 * @param session tags of the session
 */
public record Tags(List<Tag> user, List<Tag> session) {
  /** The most tags of each kind in a session (contract, section 6). */
  public static final int MAX_PER_KIND = 50;

  /** No tags. */
  public static final Tags NONE = new Tags(List.of(), List.of());

  /** Copies the lists. */
  public Tags {
    user = List.copyOf(user);
    session = List.copyOf(session);
  }

  /** Returns whether there are no tags of either kind. */
  public boolean isEmpty() {
    return user.isEmpty() && session.isEmpty();
  }

  /** Returns whether a kind has more tags than a session may have. */
  public boolean exceedsMaximum() {
    return user.size() > MAX_PER_KIND || session.size() > MAX_PER_KIND;
  }

  /** Returns these tags with this time. */
  public Tags setAt(Instant at) {
    return isEmpty() ? this : new Tags(setAt(user, at), setAt(session, at));
  }

  /**
   * Returns these tags merged with others. Of each name the tag with the latest time is kept; of
   * two with the same time, the other tags' one. A tag keeps its position.
   */
  public Tags with(Tags others) {
    return others.isEmpty()
        ? this
        : new Tags(merge(user, others.user), merge(session, others.session));
  }

  private static List<Tag> setAt(List<Tag> tags, Instant at) {
    return tags.stream().map(tag -> new Tag(tag.name(), tag.value(), at)).toList();
  }

  private static List<Tag> merge(List<Tag> tags, List<Tag> others) {
    List<Tag> merged = new ArrayList<>(tags);
    for (Tag tag : others) {
      int at = indexOf(merged, tag.name());
      if (at < 0) {
        merged.add(tag);
      } else if (!tag.setAt().isBefore(merged.get(at).setAt())) {
        merged.set(at, tag);
      }
    }
    return merged;
  }

  private static int indexOf(List<Tag> tags, String name) {
    for (int i = 0; i < tags.size(); i++) {
      if (tags.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
