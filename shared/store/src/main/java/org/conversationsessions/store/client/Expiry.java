package org.conversationsessions.store.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The retention of stored items (contract, section 11). DynamoDB may remove an item days after its
 * expiry; until then every read treats it as absent.
 *
 * @param retention how long items are kept; zero: for ever
 * @param clock the service's time
 */
public record Expiry(Duration retention, Clock clock) {
  /** The attribute that DynamoDB's TTL uses, in seconds since the epoch. */
  public static final String ATTRIBUTE = "expiresAt";

  /** A filter expression that drops expired items. Its value is {@link #now}. */
  public static final String FILTER = "(attribute_not_exists(expiresAt) OR expiresAt > :now)";

  /** Sets an item to expire when the retention has passed. */
  public void setExpiry(Attributes item, Instant from) {
    if (!retention.isZero()) {
      item.put(ATTRIBUTE, from.plus(retention).getEpochSecond());
    }
  }

  /** Returns whether an item has expired. */
  public boolean isExpired(Map<String, AttributeValue> item) {
    Attributes read = new Attributes(item);
    return read.has(ATTRIBUTE) && read.number(ATTRIBUTE) <= clock.instant().getEpochSecond();
  }

  /** Returns the value of {@code :now} in {@link #FILTER}. */
  public AttributeValue now() {
    return Attributes.n(clock.instant().getEpochSecond());
  }
}
