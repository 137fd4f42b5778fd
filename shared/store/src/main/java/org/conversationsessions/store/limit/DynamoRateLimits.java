package org.conversationsessions.store.limit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateUsage;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.limit.RateWindow;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Rate limits in DynamoDB, shared by all instances of all functions. Each limited call costs a
 * strongly consistent read (1 read unit) and, if it is allowed, a conditional write (1 to 3 write
 * units). Uses optimistic locking: after a conflict the call reads and decides again.
 */
public final class DynamoRateLimits implements RateLimits {
  private static final String ID = "id";
  private static final String VERSION = "v";
  private static final String MINUTE = "minute";
  private static final String HOUR = "hour";

  /** Two hours: longer than both windows and any difference between clocks. */
  private static final int KEEP_SECONDS = 7200;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final RateLimit limit;
  private final BackoffPolicy backoff;

  private DynamoRateLimits(
      DynamoDbClient dynamo, Tables tables, RateLimit limit, BackoffPolicy backoff) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.limit = limit;
    this.backoff = backoff;
  }

  /** Creates the adapter; {@link RateLimits#NONE}, which makes no call, if there are no limits. */
  public static RateLimits of(
      DynamoDbClient dynamo, Tables tables, RateLimit limit, BackoffPolicy backoff) {
    return limit.equals(RateLimit.NONE)
        ? RateLimits.NONE
        : new DynamoRateLimits(dynamo, tables, limit, backoff);
  }

  @Override
  public RateVerdict countIfAllowed(RateKey key, Instant now) {
    for (int conflicts = 1; ; conflicts++) {
      Attributes stored = new Attributes(read(key));
      RateUsage usage =
          new RateUsage(
              window(stored, RatePeriod.MINUTE, MINUTE), window(stored, RatePeriod.HOUR, HOUR));
      RateVerdict verdict = usage.verdict(limit, now);
      if (verdict instanceof RateVerdict.Exceeded
          || write(key, usage.withCall(limit, now), stored.number(VERSION), now)) {
        return verdict;
      }
      backoff.awaitRetry(conflicts);
    }
  }

  private Map<String, AttributeValue> read(RateKey key) {
    return dynamo
        .getItem(
            get ->
                get.tableName(tables.limits())
                    .key(Map.of(ID, Attributes.s(key.value())))
                    .consistentRead(true))
        .item();
  }

  private boolean write(RateKey key, RateUsage usage, long version, Instant now) {
    Map<String, AttributeValue> item =
        new Attributes()
            .put(ID, key.value())
            .put(VERSION, version + 1)
            .put(Expiry.ATTRIBUTE, now.getEpochSecond() + KEEP_SECONDS)
            .item();
    item.put(MINUTE, counts(usage.minute()));
    item.put(HOUR, counts(usage.hour()));
    try {
      dynamo.putItem(
          put -> {
            put.tableName(tables.limits()).item(item);
            if (version == 0) {
              put.conditionExpression("attribute_not_exists(v)");
            } else {
              put.conditionExpression("v = :version")
                  .expressionAttributeValues(Map.of(":version", Attributes.n(version)));
            }
          });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static AttributeValue counts(RateWindow window) {
    Map<String, AttributeValue> counts = new HashMap<>();
    window.counts().forEach((step, count) -> counts.put(Long.toString(step), Attributes.n(count)));
    return AttributeValue.fromM(counts);
  }

  private static RateWindow window(Attributes stored, RatePeriod period, String name) {
    AttributeValue counts = stored.item().get(name);
    if (counts == null) {
      return RateWindow.empty(period);
    }
    return Attributes.decode(
        "a stored count of calls",
        () -> {
          SortedMap<Long, Integer> steps = new TreeMap<>();
          counts
              .m()
              .forEach((step, count) -> steps.put(Long.valueOf(step), Integer.valueOf(count.n())));
          return new RateWindow(period, steps);
        });
  }
}
