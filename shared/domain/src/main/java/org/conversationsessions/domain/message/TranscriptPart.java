package org.conversationsessions.domain.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run of messages of one session that is stored as one item. It waits in its conversation's item
 * until it is full, and is then put into the table of messages (see {@code
 * docs/decisions/0017-write-behind-transcripts.md}).
 *
 * <p>The first message identifies a part. Of two parts with the same first message, the one with
 * more messages begins with those of the other.
 *
 * @param first the first message's session and number
 * @param count the number of messages
 * @param time the first message's {@code createdOn}, in milliseconds
 * @param earliest the earliest {@code createdOn} of its messages
 * @param latest the latest {@code createdOn} of its messages
 * @param recordedAt when its first message was recorded, in milliseconds
 * @param expiresAt when its messages expire, in seconds; empty: never
 * @param body the messages
 */
public record TranscriptPart(
    MessageId first,
    int count,
    Instant time,
    Instant earliest,
    Instant latest,
    Instant recordedAt,
    Optional<Instant> expiresAt,
    SealedMessages body) {
  /**
   * How far the messages of a part may lie from its first one, in their own time and in that of
   * their recording. So a query for a window looks at the parts whose first message lies in the
   * window or at most this far outside.
   */
  public static final Duration MAX_SPAN = Duration.ofHours(1);

  /**
   * Returns whether a message may join this part: it is of the same session, near enough, and
   * expires when the part does.
   *
   * @param expiresAt when the message would expire if it had been recorded with the part's first
   */
  public boolean accepts(Message message, Optional<Instant> expiresAt) {
    return message.id().session().equals(first.session())
        && isNear(message.createdOn(), time)
        && isNear(message.recordedAt(), recordedAt)
        && expiresAt.equals(this.expiresAt);
  }

  /** Returns whether this part has waited in its conversation for so long that it should leave. */
  public boolean hasWaited(Instant now) {
    return Duration.between(recordedAt, now).compareTo(MAX_SPAN) > 0;
  }

  /** Returns whether a message may be in the part that another message of one write begins. */
  public static boolean mayShare(Message first, Message message) {
    return message.id().session().equals(first.id().session())
        && isNear(message.createdOn(), first.createdOn());
  }

  private static boolean isNear(Instant at, Instant other) {
    return Duration.between(at, other).abs().compareTo(MAX_SPAN) <= 0;
  }
}
