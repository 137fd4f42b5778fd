package org.conversationsessions.application.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * The port to the due index: entries for live sessions, ordered by the end user's last known
 * interaction. Entries are kept by bot, by the {@link AwaitedSilence} and not by the time of
 * closing, so that most changes of a bot's settings change no entry. An entry may be too early or
 * left over. A live session always has one that is not later than its end user's last interaction:
 * the entry is written before the session starts and removed after the session has ended. An entry
 * that is too early or obsolete costs one extra read. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface DueConversations {
  /**
   * Returns a page of a bot's entries that wait for one silence, with an inactivity start at an
   * instant or earlier, the oldest first. One eventually consistent query: 0.5 read units if there
   * are none, and for each 4 KB of entries.
   *
   * @param shard from 0 to below {@link #shards()}
   * @param awaited what the entries wait for
   * @param latestInactivityStart the latest inactivity start
   * @param token the token that the previous page returned; empty for the first page
   * @param limit the most entries
   */
  Page readInactiveSince(
      BotId bot,
      int shard,
      AwaitedSilence awaited,
      Instant latestInactivityStart,
      Optional<String> token,
      int limit);

  /**
   * Returns a page of all entries of a shard, whatever they wait for: 0.5 read units for each 4 KB.
   *
   * @param token the token that the previous page returned; empty for the first page
   * @param limit the most entries
   */
  Page readAll(BotId bot, int shard, Optional<String> token, int limit);

  /** Writes an entry, whether or not it exists: 1 write unit. */
  void put(Entry entry);

  /** Writes how the entries of a shard are filed: 1 write unit. */
  void put(BotId bot, int shard, Filing filing);

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
   * @param entries the entries that can be read
   * @param unreadable the others, which cannot be read; they stay
   * @param nextToken the token of the next page; empty if this is the last one
   * @param filing how the entries of the shard are filed; only on the first page of {@link
   *     AwaitedSilence.OfBot}
   */
  record Page(
      List<Entry> entries,
      List<UnreadableEntry> unreadable,
      Optional<String> nextToken,
      Optional<Filing> filing) {}

  /**
   * How the entries of a shard are filed. Writers file the entry of a session that starts by the
   * settings that they know. After a change of the settings, the sweep files all entries anew and
   * then writes this.
   *
   * @param settingsVersion the version of the bot's settings by which the entries are filed. The
   *     durations are not compared: between two sweeps they may change and change back, and
   *     sessions that start in between are filed by them
   * @param repeatAt when they must be filed anew once more, because writers with earlier settings
   *     may still have been at work; empty: never
   */
  record Filing(long settingsVersion, Optional<Instant> repeatAt) {
    /** The filing until the settings of a bot are changed for the first time. */
    public static final Filing INITIAL = new Filing(0, Optional.empty());

    /** Stands for a stored filing that cannot be read: the entries must be filed anew. */
    public static final Filing UNKNOWN = new Filing(-1, Optional.empty());
  }

  /**
   * An entry that cannot be read.
   *
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
   * @param awaited the silence that the entry waits for
   * @param inactivityStart the end user's last known interaction, or the session's start
   * @param writtenAt when the entry was written, by the service's clock
   * @param shard the shard of the entry, from 0; it keeps its shard when the number grows
   */
  record Entry(
      ConversationKey key,
      SessionId session,
      AwaitedSilence awaited,
      Instant inactivityStart,
      Instant writtenAt,
      int shard) {
    /** Returns the entry of a session from its start until a sweep moves it. */
    static Entry ofStart(LiveSession live, BotSettings settings, Instant now, int shards) {
      SessionId id = live.session().id();
      ConversationKey key = live.session().conversation();
      AwaitedSilence awaited = AwaitedSilence.closing(settings, key.channel());
      int hash = 31 * key.userId().hashCode() + key.channel().hashCode();
      return new Entry(key, id, awaited, id.start(), now, Math.floorMod(hash, shards));
    }

    /**
     * Returns this entry with another instant.
     *
     * @param inactivityStart the new start of the inactivity period
     * @param now the service's time
     */
    public Entry movedTo(Instant inactivityStart, Instant now) {
      return new Entry(key, session, awaited, inactivityStart, now, shard);
    }

    /** Returns this entry as it is filed for another silence. */
    public Entry filedFor(AwaitedSilence other) {
      return new Entry(key, session, other, inactivityStart, writtenAt, shard);
    }
  }
}
