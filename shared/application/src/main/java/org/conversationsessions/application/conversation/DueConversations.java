package org.conversationsessions.application.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * The port to the due index: entries for live sessions, ordered by the end user's last known
 * interaction. Entries are kept by bot and not by the time of closing, so that a change of a bot's
 * settings changes no entry. An entry may be too early or left over. A live session always has one
 * that is not later than its end user's last interaction: the entry is written before the session
 * starts and removed after the session has ended. An entry that is too early or obsolete costs one
 * extra read. Every method throws {@link org.conversationsessions.application.StoreException} if
 * the store fails.
 */
public interface DueConversations {
  /**
   * Returns a page of a bot's entries with an inactivity start at an instant or earlier, the oldest
   * first. One eventually consistent query: 0.5 read units if there are none, and for each 4 KB of
   * entries.
   *
   * @param shard from 0 to below {@link #shards()}
   * @param latestInactivityStart the latest inactivity start
   * @param token the token that the previous page returned; empty for the first page
   * @param limit the most entries
   */
  Page readInactiveSince(
      BotId bot, int shard, Instant latestInactivityStart, Optional<String> token, int limit);

  /** Writes an entry, whether or not it exists: 1 write unit. */
  void put(Entry entry);

  /**
   * Removes an entry: 1 write unit.
   *
   * @return whether it existed
   */
  boolean remove(Entry entry);

  /**
   * Removes an entry that cannot be read: 1 write unit.
   *
   * @return whether it existed
   */
  boolean remove(UnreadableEntry entry);

  /** Returns the number of shards of each bot's entries. It may grow and never shrinks. */
  int shards();

  /**
   * A page of entries.
   *
   * @param entries the entries
   * @param unreadable the others, which cannot be read; they stay
   * @param nextToken the token of the next page; empty if this is the last one
   */
  record Page(List<Entry> entries, List<UnreadableEntry> unreadable, Optional<String> nextToken) {}

  /**
   * An entry that cannot be read.
   *
   * @param bot the bot
   * @param shard the shard of the entry
   * @param token tells it from others of the shard
   * @param userId the end user, if that can be read
   * @param reason why the entry cannot be read
   */
  record UnreadableEntry(
      BotId bot,
      int shard,
      String token,
      Optional<String> userId,
      UnreadableItemException reason) {}

  /**
   * An entry for a session that may be inactive some time after an instant.
   *
   * @param key the conversation
   * @param session the session
   * @param inactivityStart the end user's last known interaction, or the session's start
   * @param writtenAt when the entry was written, by the service's clock
   * @param shard the shard of the entry, from 0; it keeps its shard when the number grows
   */
  record Entry(
      ConversationKey key,
      SessionId session,
      Instant inactivityStart,
      Instant writtenAt,
      int shard) {
    /** Returns the entry of a session from its start until a sweep moves it. */
    static Entry ofStart(LiveSession live, Instant now, int shards) {
      SessionId id = live.session().id();
      ConversationKey key = live.session().conversation();
      int hash = 31 * key.userId().hashCode() + key.channel().hashCode();
      return new Entry(key, id, id.start(), now, Math.floorMod(hash, shards));
    }

    /**
     * Returns this entry with another instant.
     *
     * @param inactivityStart the new start of the inactivity period
     * @param now the service's time
     */
    public Entry movedTo(Instant inactivityStart, Instant now) {
      return new Entry(key, session, inactivityStart, now, shard);
    }
  }
}
