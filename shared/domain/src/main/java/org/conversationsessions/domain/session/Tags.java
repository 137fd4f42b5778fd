package org.conversationsessions.domain.session;

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

  /** These tags with newer ones, whose values win. A tag keeps its place. */
  public Tags withNewer(Tags newer) {
    return newer.isEmpty()
        ? this
        : new Tags(merge(user, newer.user), merge(session, newer.session));
  }

  /** These tags with older ones, of which only those of a new name count. */
  public Tags withOlder(Tags older) {
    return older.isEmpty()
        ? this
        : new Tags(
            merge(user, named(older.user, user)), merge(session, named(older.session, session)));
  }

  private static List<Tag> merge(List<Tag> tags, List<Tag> newer) {
    List<Tag> merged = new ArrayList<>(tags);
    for (Tag tag : newer) {
      int at = indexOf(merged, tag.name());
      if (at < 0) {
        merged.add(tag);
      } else {
        merged.set(at, tag);
      }
    }
    return merged;
  }

  private static List<Tag> named(List<Tag> candidates, List<Tag> present) {
    return candidates.stream().filter(tag -> indexOf(present, tag.name()) < 0).toList();
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
