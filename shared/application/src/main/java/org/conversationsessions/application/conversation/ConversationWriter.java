package org.conversationsessions.application.conversation;

import java.time.InstantSource;
import java.util.Collection;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Writes conversations so that no live session is without an entry among the due ones: the entry is
 * written before the session starts, and taken away after the session has ended.
 */
public record ConversationWriter(
    Conversations conversations, DueConversations due, InstantSource clock) {
  /**
   * Writes a conversation as {@link Conversations#commit} does; one write unit more for a session
   * that starts or ends with it.
   *
   * @param stored the conversation as it was read
   * @param next as it shall be
   */
  public Conversations.Commit commit(
      Conversation stored, Conversation next, Collection<Session> records, Sharding sharding) {
    LiveSession before = stored.live();
    return commit(stored, next, records, sharding, before == null ? null : entryOf(before));
  }

  /**
   * The same, where the entry of the session that may end is known.
   *
   * @param entry the entry; null if no session is live
   */
  public Conversations.Commit commit(
      Conversation stored,
      Conversation next,
      Collection<Session> records,
      Sharding sharding,
      @Nullable Entry entry) {
    LiveSession after = next.live();
    boolean goesOn = isSame(stored.live(), after);
    if (after != null && !goesOn) {
      due.arm(entryOf(after));
    }
    Conversations.Commit commit = conversations.commit(next, records, sharding);
    if (entry != null && !goesOn && commit instanceof Conversations.Commit.Done) {
      drop(entry);
    }
    return commit;
  }

  /** What is left over does no harm: the sweep takes it away. The session is durably closed. */
  private void drop(Entry entry) {
    try {
      due.drop(entry);
    } catch (StoreException leftOver) {
      // A failure told here would be of a write that was done.
      return;
    }
  }

  private Entry entryOf(LiveSession live) {
    return Entry.ofStart(live, clock.instant(), due.shards());
  }

  private static boolean isSame(@Nullable LiveSession before, @Nullable LiveSession after) {
    return before != null && after != null && before.session().id().equals(after.session().id());
  }
}
