package org.conversationsessions.domain.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A session's tags: of each kind at most one of a name (contract, section 6).
 *
 * @param user tags of the user
 * @param session tags of the session
 */
public record Tags(List<Tag> user, List<Tag> session) {
  /** How many tags of each kind a session has at most (contract, section 6). */
  public static final int MAX_OF_A_KIND = 50;

  /** No tags at all. */
  public static final Tags NONE = new Tags(List.of(), List.of());

  /** Copies what can change. */
  public Tags {
    user = List.copyOf(user);
    session = List.copyOf(session);
  }

  /** Whether there are none of either kind. */
  public boolean isEmpty() {
    return user.isEmpty() && session.isEmpty();
  }

  /** Whether more tags of a kind are here than a session may have. */
  public boolean isTooMany() {
    return user.size() > MAX_OF_A_KIND || session.size() > MAX_OF_A_KIND;
  }

  /** These tags, set at this time. */
  public Tags setAt(Instant at) {
    return isEmpty() ? this : new Tags(setAt(user, at), setAt(session, at));
  }

  /**
   * These tags with others. Of a name the value that was set last counts, in whatever order they
   * come; of two set at one time, the one that comes last. A tag keeps its place.
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
