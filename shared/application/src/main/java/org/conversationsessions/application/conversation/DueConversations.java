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
 * What tells the sweep where to look: entries for live sessions, in the order in which their end
 * users were last known to be there. By bot and not by the instant of closing, so that a change of
 * a bot's settings needs no change here. Entries are hints: a live session always has one that is
 * not later than its end user's last interaction, since it is written before the session starts and
 * taken away only after its end; one that is too early or left over costs a look and no more. Every
 * method throws {@link org.conversationsessions.application.StoreException} when the store does not
 * answer.
 */
public interface DueConversations {
  /**
   * A page of a bot's entries that are armed at or before an instant, oldest first. Eventually
   * consistent, one query: 0.5 read units when there is none, and for each 4 KB of entries.
   *
   * @param shard from 0 to below {@link #shards()}
   * @param after where the last page ended; empty for the first
   * @param limit how many at most
   */
  Page dueUntil(BotId bot, int shard, Instant until, Optional<String> after, int limit);

  /** Writes an entry, whether or not it is there: 1 write unit. */
  void put(Entry entry);

  /** Takes an entry away, if it is there: 1 write unit. */
  void remove(Entry entry);

  /** Into how many shards the conversations of a bot are spread; it may grow, never shrink. */
  int shards();

  /**
   * Some entries.
   *
   * @param entries the entries
   * @param unreadable why others could not be read; they stay
   * @param next where to go on, to be given back as it is; empty when there are no more
   */
  record Page(
      List<Entry> entries, List<UnreadableItemException> unreadable, Optional<String> next) {}

  /**
   * That a session may be inactive from some time after an instant.
   *
   * @param key its conversation
   * @param session the session
   * @param dueFrom the end user's last known interaction, or the start
   * @param writtenAt when this was written down, by the clock of the service
   * @param shard the shard it is in, from 0; it stays there when there are more
   */
  record Entry(
      ConversationKey key, SessionId session, Instant dueFrom, Instant writtenAt, int shard) {
    /** The entry that a session has from its start on, until a sweep moves it. */
    static Entry ofStart(LiveSession live, Instant now, int shards) {
      SessionId id = live.session().id();
      ConversationKey key = live.session().conversation();
      int spread = 31 * key.userId().hashCode() + key.channel().hashCode();
      return new Entry(key, id, id.start(), now, Math.floorMod(spread, shards));
    }

    /** This entry, armed at another instant. */
    public Entry movedTo(Instant anchor, Instant now) {
      return new Entry(key, session, anchor, now, shard);
    }
  }
}
