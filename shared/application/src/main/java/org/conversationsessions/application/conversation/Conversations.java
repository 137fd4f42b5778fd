package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/**
 * The port to stored conversations. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface Conversations {
  /**
   * The most sessions, parts and entries of one write: a transaction of DynamoDB has at most 100
   * actions, and the conversation is one of them.
   */
  int MAX_ITEMS = 99;

  /**
   * Returns the conversations of these keys, each once, and {@link Conversation#unknown} for those
   * not stored. Eventually consistent, in one round trip for each hundred keys: 0.5 read units for
   * each conversation of at most 4 KB. The result may be slightly stale; a write based on it then
   * conflicts and returns the present state. An unreadable conversation is missing from the result,
   * so that it does not fail the others; {@link #readConsistently} throws the reason.
   */
  Map<ConversationKey, Conversation> readEventually(Collection<ConversationKey> keys);

  /**
   * Returns the present conversation of this key. Strongly consistent, 1 read unit for each 4 KB.
   */
  Conversation readConsistently(ConversationKey key);

  /** Returns all present conversations of an end user with a bot: one strongly consistent query. */
  List<Conversation> ofUser(BotId bot, String userId);

  /**
   * Writes a conversation, its sessions that change, parts, and debug lines, all or nothing, if the
   * stored version still equals that of {@code updated}; the stored version then grows by one. The
   * first version of a conversation is higher than any that an erased one of its key had. A
   * conversation of at most 1 KB alone costs one write unit. With more it is one transaction, at
   * two units for each item and one for each index entry.
   *
   * @param updated the conversation to write, with the version it was read with
   * @param changedSessions the sessions that change, as they are afterwards, each once
   * @param parts transcript parts that no other write can have stored
   * @param entries debug lines; with the sessions and parts at most {@value #MAX_ITEMS}
   * @param sharding the sharding of the conversation's bot, which decides each session's shard
   */
  Commit commit(
      Conversation updated,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding);

  /** Writes a conversation without debug lines. */
  default Commit commit(
      Conversation updated,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Sharding sharding) {
    return commit(updated, changedSessions, parts, List.of(), sharding);
  }

  /**
   * Returns whether the pending part of a conversation costs nothing: whether the conversation
   * takes as many write units with it as without. If that leaves no room for an ordinary message,
   * the part may take one more unit: it holds many messages, and each by itself would cost more.
   */
  boolean hasRoomForPendingPart(Conversation conversation);

  /**
   * Passes every conversation with a pending part to a visitor, until it returns false. A scan of
   * the whole table, eventually consistent: 0.5 read units for each 4 KB of conversations, with or
   * without such a part. Skips unreadable conversations.
   *
   * @param segment the part of the table to scan, from 0 to below {@code segments}
   * @param segments the number of parts, which may be scanned in parallel
   */
  void visitWithPendingPart(int segment, int segments, Predicate<Conversation> visitor);

  /**
   * Returns the sessions of a conversation adjacent to an instant, including live ones. Strongly
   * consistent queries over the user's sessions around it.
   *
   * @param within how long after the instant the later session may start
   */
  AdjacentSessions adjacentSessions(ConversationKey key, Instant at, Duration within);

  /** The result of a write. */
  sealed interface Commit {
    /**
     * The write is durable.
     *
     * @param conversation the conversation as stored now
     */
    record Done(Conversation conversation) implements Commit {}

    /**
     * Another writer was first. Nothing was written.
     *
     * @param current the conversation as stored now
     */
    record Conflict(Conversation current) implements Commit {}
  }
}
