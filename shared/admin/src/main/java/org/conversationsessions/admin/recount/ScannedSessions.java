package org.conversationsessions.admin.recount;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sessions of an end user that were read, reduced to the counted attributes. */
public final class ScannedSessions {
  static final String ATTRIBUTES = "#owner, sessionId, containmentType, sessionType, expiresAt";

  private final Map<String, SessionKind> kinds = new TreeMap<>();
  private @Nullable Instant firstExpiry;
  private boolean live;

  /**
   * Adds a session's item.
   *
   * @throws UnreadableItemException if the item cannot be read; nothing is added then
   */
  public void add(Map<String, AttributeValue> item) {
    Attributes read = new Attributes(item);
    kinds.put(
        Attributes.decode("a stored session", () -> new SessionId(read.text(SessionItem.ID)))
            .value(),
        new SessionKind(
            ContainmentType.ofWire(read.text("containmentType"))
                .orElseThrow(ScannedSessions::unreadable),
            SessionType.ofWire(read.text(SessionItem.TYPE))
                .orElseThrow(ScannedSessions::unreadable)));
    if (read.has(Expiry.ATTRIBUTE)) {
      Instant expiry = Instant.ofEpochSecond(read.number(Expiry.ATTRIBUTE));
      firstExpiry = firstExpiry == null || expiry.isBefore(firstExpiry) ? expiry : firstExpiry;
    } else {
      live = true;
    }
  }

  /** Returns the sessions' kinds by identifier. */
  Map<String, SessionKind> kinds() {
    return kinds;
  }

  /** Returns a time before which none of the sessions expires; null: none ever does. */
  @Nullable Instant noExpiryBefore(Duration retention, Instant now) {
    if (retention.isZero() || !live) {
      return firstExpiry;
    }
    Instant bound = SessionImage.noLiveExpiryBefore(now, retention);
    return firstExpiry == null || bound.isBefore(firstExpiry) ? bound : firstExpiry;
  }

  /** Returns the number of sessions. */
  int size() {
    return kinds.size();
  }

  /** Returns the counts by 10-second bucket of the day. */
  BucketCounts buckets() {
    return DayCounts.bucketsOfDay(deltas(null));
  }

  /** Returns the changes that count the sessions. */
  public List<Delta> deltas(@Nullable Instant noExpiryBefore) {
    return kinds.entrySet().stream()
        .map(
            session ->
                new Delta(
                    TimeBucket.of(new SessionId(session.getKey()).start()),
                    session.getValue(),
                    1,
                    noExpiryBefore))
        .toList();
  }

  private static StoreException unreadable() {
    return new UnreadableItemException("a stored session has an unknown type or containment");
  }
}
