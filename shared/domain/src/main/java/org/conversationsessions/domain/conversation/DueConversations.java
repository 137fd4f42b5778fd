package org.conversationsessions.domain.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * The conversations with a live session, in the order in which their end users were last known to
 * be there. Sparse: conversations without a live session are not in it. By bot and not by the
 * instant of closing, so that a change of a bot's settings needs no change here.
 */
public interface DueConversations {
  /**
   * A page of a bot's conversations whose live session was armed at or before an instant, oldest
   * first. Eventually consistent, one query: 0.5 read units when there is none, and for each 4 KB
   * of keys.
   *
   * @param shard from 0 to below {@link #shards()}
   * @param after where the last page ended; empty for the first
   * @param limit how many at most
   */
  Page armedUntil(BotId bot, int shard, Instant until, Optional<Mark> after, int limit);

  /** Into how many shards the conversations of a bot are spread; it may grow, never shrink. */
  int shards();

  /**
   * Some conversations.
   *
   * @param keys the conversations
   * @param next where to go on; empty when there are no more
   */
  record Page(List<ConversationKey> keys, Optional<Mark> next) {}

  /**
   * A place in the order.
   *
   * @param key the conversation there
   * @param armed the instant there
   */
  record Mark(ConversationKey key, Instant armed) {}
}
