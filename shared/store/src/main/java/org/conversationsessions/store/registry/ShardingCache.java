package org.conversationsessions.store.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A read-through cache of bots' shardings, for the counters and the operators' tools, which have
 * only a bot's identifier. A sharding is cached for one minute. That is safe because a change takes
 * effect {@link Sharding#LEAD_TIME} after it is made, or later. Thread-safe.
 */
public final class ShardingCache {
  /** How long a sharding is cached: far less than {@link Sharding#LEAD_TIME}. */
  static final Duration LIFETIME = Duration.ofMinutes(1);

  private static final int CAPACITY = 10_000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;
  private final Map<BotId, Cached> cache = new ConcurrentHashMap<>();

  /** Creates an empty cache. */
  public ShardingCache(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * Returns a bot's sharding, even of a removed bot; {@link Sharding#ONE} for an unknown bot. Costs
   * one eventually consistent read of the bot's item, 0.5 read units, if it is not cached.
   */
  public Sharding of(BotId bot) {
    Cached cached = cache.get(bot);
    if (cached != null && clock.instant().isBefore(cached.until)) {
      return cached.sharding;
    }
    Sharding sharding = read(bot);
    if (cache.size() >= CAPACITY) {
      cache.clear();
    }
    cache.put(bot, new Cached(sharding, clock.instant().plus(LIFETIME)));
    return sharding;
  }

  private Sharding read(BotId bot) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.registry())
                        .key(Map.of(BotItem.ID, Attributes.s(bot.value()))))
            .item();
    return item.isEmpty() ? Sharding.ONE : BotItem.sharding(item);
  }

  private record Cached(Sharding sharding, Instant until) {}
}
