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
 * Writes conversations and keeps the due index in step, so that every live session has a due entry.
 * The entry is written before the session starts, and removed after the session has ended.
 */
public record ConversationWriter(
    Conversations conversations, DueConversations due, InstantSource clock) {
  /**
   * Writes a conversation as {@link Conversations#commit} does. Costs one more write unit for a
   * session that starts or ends.
   *
   * @param stored the conversation as it was read
   * @param updated the conversation to write
   * @param records the records of the sessions that change
   * @param sharding the sharding of the conversation's bot
   */
  public Conversations.Commit commit(
      Conversation stored, Conversation updated, Collection<Session> records, Sharding sharding) {
    LiveSession before = stored.live();
    return commit(stored, updated, records, sharding, before == null ? null : entryOf(before));
  }

  /**
   * Writes a conversation whose live session's due entry is known.
   *
   * @param entry the entry; null if no session is live
   */
  public Conversations.Commit commit(
      Conversation stored,
      Conversation updated,
      Collection<Session> records,
      Sharding sharding,
      @Nullable Entry entry) {
    LiveSession after = updated.live();
    boolean sameSession = isSame(stored.live(), after);
    if (after != null && !sameSession) {
      due.put(entryOf(after));
    }
    Conversations.Commit commit = conversations.commit(updated, records, sharding);
    if (entry != null && !sameSession && commit instanceof Conversations.Commit.Done) {
      removeEntry(entry);
    }
    return commit;
  }

  /**
   * Removes an entry. The session is already closed durably. If this fails, the sweep removes the
   * entry later.
   */
  private void removeEntry(Entry entry) {
    try {
      due.remove(entry);
    } catch (StoreException leftOver) {
      // Reporting this failure would report a write that succeeded as failed.
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
