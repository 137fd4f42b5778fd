package org.conversationsessions.domain.message;

import java.time.Instant;
import java.util.Comparator;

/**
 * A message's place in the conversation history: by the time at which it was sent, and by the order
 * of recording for messages of one millisecond.
 *
 * @param createdOn when it was sent, in milliseconds
 * @param id the message
 */
public record MessagePosition(Instant createdOn, MessageId id)
    implements Comparable<MessagePosition> {
  private static final Comparator<MessagePosition> ORDER =
      Comparator.comparing(MessagePosition::createdOn).thenComparing(MessagePosition::id);

  /** Returns the position of a message. */
  public static MessagePosition of(Message message) {
    return new MessagePosition(message.createdOn(), message.id());
  }

  /** Returns the order of a page. */
  public static Comparator<MessagePosition> order(boolean forward) {
    return forward ? ORDER : ORDER.reversed();
  }

  @Override
  public int compareTo(MessagePosition other) {
    return ORDER.compare(this, other);
  }
}
