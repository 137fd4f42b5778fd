package org.conversationsessions.domain.message;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.Bot;

/**
 * A query for one page of the conversation history.
 *
 * @param bots the bots whose messages are wanted; their sharding says where these are stored
 * @param filter the filter on the messages
 * @param around restricts the page to one conversation, from or around a message; empty: no
 *     restriction
 * @param forward whether the oldest message comes first; the side decides if there is one
 * @param skip how many matching messages to pass over; 0 or more, and 0 with {@code after}
 * @param after the last message of the previous page; the page begins after it
 * @param limit the most messages on the page, 1 to {@value #MAX_LIMIT}
 * @param withTags whether the tags of the messages' sessions are wanted
 */
public record MessageQuery(
    List<Bot> bots,
    MessageFilter filter,
    Optional<Around> around,
    boolean forward,
    long skip,
    Optional<MessagePosition> after,
    int limit,
    boolean withTags) {
  /** The largest page (contract, section 14). */
  public static final int MAX_LIMIT = 10_000;

  /**
   * Validates the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public MessageQuery {
    bots = List.copyOf(bots);
    forward = around.map(one -> one.side() != Side.EARLIER).orElse(forward);
    if (skip < 0 || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("skip is 0 or more, limit 1 to " + MAX_LIMIT);
    }
    if (skip > 0 && after.isPresent()) {
      throw new IllegalArgumentException("a page that continues another one skips nothing");
    }
  }

  /** The messages wanted of a conversation. */
  public enum Side {
    /** A message and later ones, the oldest first. */
    LATER,
    /** A message and earlier ones, the newest first. */
    EARLIER,
    /** One page of earlier and later ones, as evenly as there are messages, the oldest first. */
    BOTH
  }

  /**
   * A message of the conversation wanted.
   *
   * @param side the messages wanted
   */
  public record Around(MessageId message, Side side) {}
}
