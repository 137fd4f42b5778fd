package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/**
 * Where conversations live. Every method throws {@link
 * org.conversationsessions.domain.StoreException} when the store does not answer.
 */
public interface Conversations {
  /**
   * The conversations of these keys, each once; {@link Conversation#unknown} for those not stored.
   * Eventually consistent, in one round trip for each hundred: 0.5 read units for each of at most 4
   * KB. What is read may lag behind a little; a write that was decided on it then loses and is told
   * the truth. A conversation that cannot be read is missing, so that it spoils no other; {@link
   * #read} tells why.
   */
  Map<ConversationKey, Conversation> glance(Collection<ConversationKey> keys);

  /** The conversation of this key as it is now: strongly consistent, 1 read unit for each 4 KB. */
  Conversation read(ConversationKey key);

  /**
   * All stored conversations of an end user with a bot, as they are now: one strongly consistent
   * query.
   */
  List<Conversation> ofUser(BotId bot, String userId);

  /**
   * Writes a conversation and the records of sessions that change with it, all or nothing, if and
   * only if the stored version is still that of {@code next}; the stored version then grows by one.
   * One write unit for a conversation of at most 1 KB alone. With records it is one transaction, at
   * two units for each item and one for each index entry.
   *
   * @param next the conversation as it shall be, with the version it was read with
   * @param records the sessions' records, each session once, at most 90
   * @param sharding the sharding of the conversation's bot; it decides each record's shard
   */
  Commit commit(Conversation next, Collection<Session> records, Sharding sharding);

  /**
   * The sessions of a conversation next to an instant, live ones included: strongly consistent
   * queries over the user's sessions around it.
   *
   * @param within how long after the instant the second may start
   */
  AdjacentSessions past(ConversationKey key, Instant at, Duration within);

  /** What became of a write. */
  sealed interface Commit {
    /**
     * It is durable.
     *
     * @param conversation as it is stored now
     */
    record Done(Conversation conversation) implements Commit {}

    /**
     * Somebody else wrote first; nothing was written.
     *
     * @param current the conversation as it is stored now
     */
    record Lost(Conversation current) implements Commit {}
  }
}
