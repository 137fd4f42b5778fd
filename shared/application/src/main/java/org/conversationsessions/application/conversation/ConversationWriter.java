package org.conversationsessions.application.conversation;

import java.time.InstantSource;
import java.util.Collection;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Writes conversations and keeps the due index in step, so that every live session has a due entry.
 * The entry is written before the session starts, and removed after the session has ended.
 *
 * <p>Messages that wait in the stored conversation and no longer in the updated one are put into
 * the table of messages first. They are recorded already, so a write that then conflicts or fails
 * changes nothing: the next writer puts the same part again, or one that begins with it.
 */
public record ConversationWriter(
    Conversations conversations, DueConversations due, MessageParts messages, InstantSource clock) {
  /**
   * Writes a conversation as {@link Conversations#commit} does. Costs one more write unit for a
   * session that starts or ends, and one more if it gets nudges; one also for the first event of
   * the end user after a nudge.
   *
   * @param stored the conversation as it was read
   * @param updated the conversation to write
   * @param changedSessions the sessions that change, as they are afterwards
   * @param parts the transcript parts that the transaction stores
   * @param entries the debug lines that the transaction stores
   * @param bot the conversation's bot
   */
  public Conversations.Commit commit(
      Conversation stored,
      Conversation updated,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Bot bot) {
    LiveSession before = stored.live();
    return commit(
        stored,
        updated,
        changedSessions,
        parts,
        entries,
        bot,
        before == null ? null : entryOf(before, bot));
  }

  /**
   * Writes a conversation whose live session's due entry is known.
   *
   * @param entry the entry; null if no session is live
   */
  public Conversations.Commit commit(
      Conversation stored,
      Conversation updated,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Bot bot,
      @Nullable Entry entry) {
    LiveSession before = stored.live();
    LiveSession after = updated.live();
    boolean sameSession = isSame(before, after);
    if (after != null && !sameSession) {
      due.put(entryOf(after, bot));
    }
    if (after != null && beginsSilence(before, after, sameSession) && getsNudges(after, bot)) {
      due.put(nudgeEntryOf(after, bot));
    }
    putLeavingPart(stored, updated, bot.sharding());
    Conversations.Commit commit =
        conversations.commit(updated, changedSessions, parts, entries, bot.sharding());
    if (entry != null && !sameSession && commit instanceof Conversations.Commit.Done) {
      removeEntry(entry);
      if (before != null && !before.isNudged() && getsNudges(before, bot)) {
        removeEntry(nudgeEntryOf(before, bot));
      }
    }
    return commit;
  }

  /** Returns whether a silence without a due entry for its nudge begins. */
  private static boolean beginsSilence(
      @Nullable LiveSession before, LiveSession after, boolean sameSession) {
    return !sameSession || (before != null && before.isNudged() && !after.isNudged());
  }

  private static boolean getsNudges(LiveSession live, Bot bot) {
    return bot.settings().nudge().isSentOn(live.session().conversation().channel());
  }

  private void putLeavingPart(Conversation stored, Conversation updated, Sharding sharding) {
    TranscriptPart before = stored.pendingPart();
    TranscriptPart after = updated.pendingPart();
    if (before != null && (after == null || !after.first().equals(before.first()))) {
      messages.put(stored.key(), before, sharding);
    }
  }

  /**
   * Removes an entry. The session is already closed durably. If this fails, the sweep removes the
   * entry later, so nobody has to act, and no line is logged. A throttled table would bring one for
   * each closing.
   */
  private void removeEntry(Entry entry) {
    try {
      due.remove(entry);
    } catch (StoreException leftOver) {
      // Reporting this failure would report a write that succeeded as failed.
      return;
    }
  }

  private Entry entryOf(LiveSession live, Bot bot) {
    return Entry.ofStart(live, bot.settings(), clock.instant(), due.shards());
  }

  /** Returns the entry of the nudge in a session's first silence, or in that after a nudge. */
  private Entry nudgeEntryOf(LiveSession live, Bot bot) {
    Entry entry = entryOf(live, bot).filedFor(new AwaitedSilence.OfNudge());
    return live.session().nudge().isPresent()
        ? entry.movedTo(live.inactivityStart(), entry.writtenAt())
        : entry;
  }

  private static boolean isSame(@Nullable LiveSession before, @Nullable LiveSession after) {
    return before != null && after != null && before.session().id().equals(after.session().id());
  }
}
