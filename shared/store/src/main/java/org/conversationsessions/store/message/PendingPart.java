package org.conversationsessions.store.message;

import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;

/**
 * Converts the transcript part that waits in a conversation's item to bytes and back. It belongs to
 * the item's live session, so the session is not stored again.
 */
public final class PendingPart {
  private static final int LAYOUT = 1;

  private PendingPart() {}

  /** Returns the bytes of a part. */
  public static byte[] of(TranscriptPart part) {
    long time = part.time().toEpochMilli();
    return new VarintWriter()
        .number(LAYOUT)
        .number(part.first().number())
        .number(part.count())
        .number(time - part.first().session().start().toEpochMilli())
        .number(time - part.earliest().toEpochMilli())
        .number(part.latest().toEpochMilli() - time)
        .number(part.recordedAt().toEpochMilli() - time)
        // 0 stands for never: nothing expires at the epoch.
        .number(part.expiresAt().map(Instant::getEpochSecond).orElse(0L))
        .bytes(part.body().toArray())
        .finish();
  }

  /**
   * Reads a part of a session.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if it is damaged or of an
   *     unknown layout; its messages are not looked at
   */
  public static TranscriptPart read(byte[] bytes, SessionId session) {
    return Attributes.decode(
        "a part of a transcript that waits in a conversation",
        () -> read(new VarintReader(bytes), session));
  }

  private static TranscriptPart read(VarintReader in, SessionId session) {
    if (in.number() != LAYOUT) {
      throw new IllegalArgumentException("an unknown layout");
    }
    MessageId first = new MessageId(session, Math.toIntExact(in.number()));
    int count = Math.toIntExact(in.number());
    Instant time = session.start().plusMillis(in.number());
    Instant earliest = time.minusMillis(in.number());
    Instant latest = time.plusMillis(in.number());
    Instant recordedAt = time.plusMillis(in.number());
    Optional<Instant> expiresAt =
        Optional.of(in.number()).filter(at -> at != 0).map(Instant::ofEpochSecond);
    return new TranscriptPart(
        first,
        count,
        time,
        earliest,
        latest,
        recordedAt,
        expiresAt,
        new SealedMessages(in.bytes()));
  }
}
