package org.conversationsessions.store.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How long things are kept (contract, section 11). DynamoDB removes an item up to days after its
 * time; until then it is treated as gone.
 *
 * @param retention how long; zero: for ever
 * @param clock tells what has expired
 */
public record Expiry(Duration retention, Clock clock) {
  /** The attribute that DynamoDB's TTL looks at: epoch seconds. */
  public static final String ATTRIBUTE = "expiresAt";

  /** The filter that leaves out what has expired; its value is {@link #now}. */
  public static final String FILTER = "(attribute_not_exists(expiresAt) OR expiresAt > :now)";

  /** Marks an item to expire when the retention is over. */
  public void mark(Attributes item, Instant from) {
    if (!retention.isZero()) {
      item.put(ATTRIBUTE, from.plus(retention).getEpochSecond());
    }
  }

  /** Whether an item is to be treated as gone. */
  public boolean isOver(Map<String, AttributeValue> item) {
    Attributes read = new Attributes(item);
    return read.has(ATTRIBUTE) && read.number(ATTRIBUTE) <= clock.instant().getEpochSecond();
  }

  /** The value of {@code :now} in {@link #FILTER}. */
  public AttributeValue now() {
    return Attributes.n(clock.instant().getEpochSecond());
  }
}
