package org.conversationsessions.admin.recount;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.session.SessionImage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sessions of an end user that were read, reduced to what is counted. */
public final class ScannedSessions {
  private final Map<SessionId, CountedSession> sessions = new TreeMap<>();
  private @Nullable Instant firstExpiry;
  private boolean live;

  /**
   * Adds a session's item.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if the item cannot be
   *     read; nothing is added then
   */
  public void add(Map<String, AttributeValue> item) {
    SessionImage image = SessionImage.read(item);
    sessions.put(image.session().id(), CountedSession.of(image.session()));
    Instant expiry = image.expiresAt().orElse(null);
    if (expiry == null) {
      live = true;
    } else {
      firstExpiry = firstExpiry == null || expiry.isBefore(firstExpiry) ? expiry : firstExpiry;
    }
  }

  /** Returns what is counted of the sessions, by identifier. */
  Map<SessionId, CountedSession> sessions() {
    return sessions;
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
    return sessions.size();
  }

  /** Returns the counts by 10-second bucket of the day. */
  BucketCounts buckets() {
    return DayCounts.bucketsOfDay(deltas(null));
  }

  /** Returns the measures by hour of the day. */
  HourlyMeasures measures() {
    return HourlyMeasures.EMPTY.plus(deltas(null));
  }

  /** Returns the changes that count the sessions. */
  public List<Delta> deltas(@Nullable Instant noExpiryBefore) {
    return sessions.entrySet().stream()
        .map(
            session ->
                new Delta(
                    TimeBucket.of(session.getKey().start()),
                    session.getValue().kind(),
                    1,
                    session.getValue().measures(),
                    noExpiryBefore))
        .toList();
  }
}
