package org.conversationsessions.store.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An image of a session's item in a record of the table's stream.
 *
 * @param session the session as it was stored
 * @param version grows with each write of the session; 0 if the item has none
 * @param expiresAt when the session expires; empty: never, or not known yet
 * @param recountMarker the recount marker; empty if there is none
 */
public record SessionImage(
    Session session, long version, Optional<Instant> expiresAt, String recountMarker) {
  /** Allows for the stream's times, which are whole seconds, and for different clocks. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /** An earlier change of a removed session may be delivered again for a day. */
  private static final Duration REMOVAL_KEPT = Duration.ofDays(2);

  /**
   * Reads an image.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if the image is not that
   *     of a session
   */
  public static SessionImage read(Map<String, AttributeValue> image) {
    return Attributes.read("a stored session", image, SessionImage::image);
  }

  private static SessionImage image(Attributes item) {
    return new SessionImage(
        SessionItem.read(item.item()),
        item.number(SessionItem.VERSION),
        item.has(Expiry.ATTRIBUTE)
            ? Optional.of(Instant.ofEpochSecond(item.number(Expiry.ATTRIBUTE)))
            : Optional.empty(),
        item.findText(SessionItem.RECOUNT_MARKER).orElse(""));
  }

  /**
   * Writes a session as an image that {@link #read} reads: its item without expiry, in the first
   * shard.
   */
  public static Map<String, AttributeValue> write(Session session) {
    return SessionItem.of(session, new Expiry(Duration.ZERO, Clock.systemUTC()), 0);
  }

  /**
   * Returns the effect of a stream record on the counts. A live session does not expire before the
   * retention has passed since the change.
   *
   * @param sequenceNumber the record's sequence number
   * @param at the time of the change
   * @param retention how long closed sessions are kept; zero: for ever
   * @param before the old image; null if the item did not exist
   * @param after the new image; null if the item was removed
   */
  public static CountChange countChange(
      SequenceNumber sequenceNumber,
      Instant at,
      Duration retention,
      @Nullable SessionImage before,
      @Nullable SessionImage after) {
    SessionImage anyImage = after == null ? before : after;
    if (anyImage == null) {
      throw new IllegalArgumentException("a change with neither image");
    }
    Session session = anyImage.session;
    String recountMarker = after == null ? "" : after.recountMarker;
    return new CountChange(
        sequenceNumber,
        session.conversation().bot(),
        session.conversation().userId(),
        session.startTime(),
        before == null ? null : CountedSession.of(before.session),
        after == null ? null : CountedSession.of(after.session),
        after == null ? null : after.noExpiryBefore(at, retention).orElse(null),
        before != null && before.recountMarker.equals(recountMarker) ? "" : recountMarker);
  }

  /**
   * Returns the effect of a change on the index by tag.
   *
   * @param at the time of the change
   * @param retention how long closed sessions are kept; zero: for ever
   * @param before the old image; null if the item did not exist
   * @param after the new image; null if the item was removed
   */
  public static TagChange tagChange(
      Instant at, Duration retention, @Nullable SessionImage before, @Nullable SessionImage after) {
    return TagChange.of(
            Math.max(before == null ? 0 : before.version, after == null ? 0 : after.version),
            before == null ? null : before.session,
            after == null ? null : after.session)
        .withNeededUntil(
            after == null
                ? Optional.of(at.plus(REMOVAL_KEPT))
                : after.postingsNeededUntil(at, retention));
  }

  /**
   * Returns when a closed session expires. A live one is needed until the counters say that it may
   * have expired: the history then reads rows.
   */
  private Optional<Instant> postingsNeededUntil(Instant at, Duration retention) {
    return expiresAt.isPresent() || session.closing().isPresent() || retention.isZero()
        ? expiresAt
        : Optional.of(at.plus(retention));
  }

  private Optional<Instant> noExpiryBefore(Instant at, Duration retention) {
    if (expiresAt.isPresent() || retention.isZero()) {
      return expiresAt;
    }
    return Optional.of(noLiveExpiryBefore(at, retention));
  }

  /** Returns a time before which no session that is live at an instant expires. */
  public static Instant noLiveExpiryBefore(Instant at, Duration retention) {
    return at.minus(CLOCK_TOLERANCE).plus(retention);
  }
}
