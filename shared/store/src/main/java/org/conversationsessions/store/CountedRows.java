package org.conversationsessions.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.UnreadableItemException;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.Slot;
import org.conversationsessions.domain.counter.Tally;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sessions of an end user, as far as counting goes. */
final class CountedRows {
  static final String ATTRIBUTES = "#owner, sessionId, containmentType, sessionType, expiresAt";

  private final Map<String, SessionKind> kinds = new TreeMap<>();
  private @Nullable Instant firstExpiry;
  private boolean live;

  void add(Map<String, AttributeValue> item) {
    Attributes read = new Attributes(item);
    kinds.put(
        Attributes.readable("a stored session", () -> new SessionId(read.text(SessionItem.ID)))
            .value(),
        new SessionKind(
            ContainmentType.ofWire(read.text("containmentType"))
                .orElseThrow(CountedRows::unreadable),
            SessionType.ofWire(read.text(SessionItem.TYPE)).orElseThrow(CountedRows::unreadable)));
    if (read.has(Expiry.ATTRIBUTE)) {
      Instant expiry = Instant.ofEpochSecond(read.number(Expiry.ATTRIBUTE));
      firstExpiry = firstExpiry == null || expiry.isBefore(firstExpiry) ? expiry : firstExpiry;
    } else {
      live = true;
    }
  }

  /** Their kinds by their identifiers. */
  Map<String, SessionKind> kinds() {
    return kinds;
  }

  /** Before when none of them expires; null: none ever does. */
  @Nullable Instant noExpiryBefore(Duration retention, Instant now) {
    if (retention.isZero() || !live) {
      return firstExpiry;
    }
    Instant bound = SessionImage.noLiveExpiresBefore(now, retention);
    return firstExpiry == null || bound.isBefore(firstExpiry) ? bound : firstExpiry;
  }

  int size() {
    return kinds.size();
  }

  Tally slots() {
    return DayCounts.slotsOf(deltas(null));
  }

  List<Delta> deltas(@Nullable Instant noExpiryBefore) {
    return kinds.entrySet().stream()
        .map(
            one ->
                new Delta(
                    Slot.of(new SessionId(one.getKey()).start()),
                    one.getValue(),
                    1,
                    noExpiryBefore))
        .toList();
  }

  private static StoreException unreadable() {
    return new UnreadableItemException("a stored session has an unknown type or containment");
  }
}
