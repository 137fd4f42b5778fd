package org.conversationsessions.store.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A session's record as the table's stream shows it.
 *
 * @param session the session
 * @param expiresAt when it is to be treated as gone; empty: never, or not known yet
 * @param recount what a recount waits for; empty: nothing
 */
public record SessionImage(Session session, Optional<Instant> expiresAt, String recount) {
  /**
   * The time of a change in the stream is in whole seconds, and no two clocks agree: what it is
   * relied on for is made this much earlier.
   */
  private static final Duration DOUBT = Duration.ofMinutes(1);

  /**
   * Reads an image.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if it is none of a session
   */
  public static SessionImage read(Map<String, AttributeValue> image) {
    return Attributes.read("a stored session", image, SessionImage::image);
  }

  private static SessionImage image(Attributes item) {
    return new SessionImage(
        SessionItem.read(item.item()),
        item.has(Expiry.ATTRIBUTE)
            ? Optional.of(Instant.ofEpochSecond(item.number(Expiry.ATTRIBUTE)))
            : Optional.empty(),
        item.findText(SessionItem.RECOUNT).orElse(""));
  }

  /**
   * Writes a session as an image that {@link #read} reads: the record without its expiry, in the
   * partitions of a bot that is not spread.
   */
  public static Map<String, AttributeValue> write(Session session) {
    return SessionItem.of(session, new Expiry(Duration.ZERO, Clock.systemUTC()), 0);
  }

  /**
   * What a change means to the counts. A live session does not expire before the retention is over,
   * counted from the change.
   *
   * @param number its place in the stream
   * @param at when it happened
   * @param retention how long closed sessions are kept; zero: for ever
   * @param before the image before; null when there was none
   * @param after the image since; null when there is none
   */
  public static CountChange counted(
      SequenceNumber number,
      Instant at,
      Duration retention,
      @Nullable SessionImage before,
      @Nullable SessionImage after) {
    SessionImage either = after == null ? before : after;
    if (either == null) {
      throw new IllegalArgumentException("a change with neither image");
    }
    Session session = either.session;
    String asked = after == null ? "" : after.recount;
    return new CountChange(
        number,
        session.conversation().bot(),
        session.conversation().userId(),
        session.startTime(),
        before == null ? null : SessionKind.of(before.session),
        after == null ? null : SessionKind.of(after.session),
        after == null ? null : after.noExpiryBefore(at, retention).orElse(null),
        before != null && before.recount.equals(asked) ? "" : asked);
  }

  private Optional<Instant> noExpiryBefore(Instant at, Duration retention) {
    if (expiresAt.isPresent() || retention.isZero()) {
      return expiresAt;
    }
    return Optional.of(noLiveExpiresBefore(at, retention));
  }

  /** Before when no session expires that is live at an instant. */
  public static Instant noLiveExpiresBefore(Instant at, Duration retention) {
    return at.minus(DOUBT).plus(retention);
  }
}
