package org.conversationsessions.store.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Over how many shards bots' sessions are spread. It stands on the bot's item; who reads that tells
 * it here, so that knowing it costs no call of its own. Known for a minute: a number holds from a
 * day on that is further ahead.
 */
public final class ShardingCache {
  /** How long a number is relied on: far less than it must be told ahead. */
  static final Duration KNOWN = Duration.ofMinutes(1);

  /** How long before its first day begins a number must be told. */
  public static final Duration AHEAD = Duration.ofHours(1);

  private static final int MAX_KNOWN = 10_000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;
  private final Map<BotId, Known> known = new ConcurrentHashMap<>();

  public ShardingCache(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  /** Takes note of a bot's item. */
  void note(Map<String, AttributeValue> bot) {
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(
        Attributes.read("a stored bot", bot, item -> new BotId(item.text(BotItem.ID))),
        new Known(BotItem.spread(bot), clock.instant().plus(KNOWN)));
  }

  /** A bot's spread; of a bot that is not registered, that of every new one. */
  public Sharding of(BotId bot) {
    Known found = known.get(bot);
    if (found != null && clock.instant().isBefore(found.until)) {
      return found.spread;
    }
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.registry())
                        .key(Map.of(BotItem.ID, Attributes.s(bot.value()))))
            .item();
    if (item.isEmpty()) {
      known.put(bot, new Known(Sharding.ONE, clock.instant().plus(KNOWN)));
      return Sharding.ONE;
    }
    note(item);
    return BotItem.spread(item);
  }

  /** The shard of a session. */
  public int shardOf(Session session) {
    ConversationKey key = session.conversation();
    return of(key.bot())
        .shardOf(key.userId(), LocalDate.ofInstant(session.startTime(), ZoneOffset.UTC));
  }

  private record Known(Sharding spread, Instant until) {}
}
