package org.conversationsessions.application.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;

/**
 * The port to everything that is stored of an end user with a bot, readable or not, expired or not.
 * What cannot be read of an item counts as absent. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface UserDataStores {
  /**
   * A stored item.
   *
   * @param store where it is
   * @param userId the end user
   * @param key tells the item from others of the end user
   * @param version the item's version; 0 if items of the store have none
   * @param session the session that it belongs to; of a conversation the live one, if any
   * @param live whether that session is live, as far as the item tells
   */
  record Item(
      DataStore store,
      BotId bot,
      String userId,
      String key,
      long version,
      Optional<SessionId> session,
      boolean live) {
    @Override
    public String toString() {
      return "an item of " + store.wire();
    }
  }

  /**
   * A page of items.
   *
   * @param next where the next page begins; empty: this is the last one
   */
  record Page(List<Item> items, Optional<String> next) {}

  /**
   * What the counters count of an end user.
   *
   * @param sessions the number of sessions
   * @param emptied the number of counters that count nothing
   * @param goneBy when the last of these expires
   */
  record Counted(long sessions, int emptied, Optional<Instant> goneBy) {}

  /**
   * Returns a page of a target's items. Strongly consistent, 1 read unit for each 4 KB.
   *
   * @param store conversations, states, messages, debug logs or sessions
   * @param after {@code next} of the page before; empty: the first page
   */
  Page find(DataStore store, ErasureTarget target, Optional<String> after);

  /**
   * Deletes an item if it still has its version: 1 write unit for each KB and index entry.
   *
   * @return false if it is gone or has changed
   */
  boolean delete(Item item);

  /** Returns whether a session is stored. Strongly consistent. */
  boolean holdsSession(BotId bot, String userId, SessionId session);

  /**
   * Returns what the counters count of an end user, on all channels. Strongly consistent.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if a counter cannot be
   *     read
   */
  Counted counted(BotId bot, String userId);
}
