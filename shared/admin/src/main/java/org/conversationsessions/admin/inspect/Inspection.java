package org.conversationsessions.admin.inspect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.MeasuresItem;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.state.StateItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the stored data of a bot for an operator. Read-only. It has no key, so it can decrypt
 * neither apps' secrets nor states.
 */
public final class Inspection {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardingCache shardings;
  private final DynamoRegistry registry;
  private final DynamoConversations conversations;
  private final DynamoSessionHistory history;

  /** Creates the adapter. */
  public Inspection(DynamoDbClient client, Tables tables, Clock clock) {
    this.dynamo = Dynamo.bounded(client);
    this.tables = tables;
    // The retention matters to writes only: a stored item has its own time of expiry.
    Expiry expiry = new Expiry(Duration.ZERO, clock);
    shardings = new ShardingCache(dynamo, tables, clock);
    registry = new DynamoRegistry(dynamo, tables, SecretCipher.withRandomKey());
    conversations = new DynamoConversations(dynamo, tables, expiry);
    history = new DynamoSessionHistory(dynamo, tables, expiry, conversations);
  }

  /** Returns a registered bot. */
  public Optional<Bot> bot(BotId bot) {
    return registry.bot(bot.value());
  }

  /** Returns all stored conversations of an end user with a bot. Strongly consistent. */
  public List<Conversation> conversations(BotId bot, String userId) {
    return conversations.ofUser(bot, userId);
  }

  /** Returns a session that has not expired, a live one with its current figures. */
  public Optional<Session> session(BotId bot, SessionId id) {
    return history
        .byId(List.of(new Bot(bot, "", BotSettings.DEFAULT, shardings.of(bot))), List.of(id))
        .stream()
        .findFirst();
  }

  /**
   * Facts about a conversation's stored state, without its content.
   *
   * @param bytes the size of the encrypted state; 0 if the state is empty
   * @param expiresAt when the state expires; empty: never
   */
  public record StoredState(int bytes, Optional<Instant> expiresAt) {}

  /** Returns facts about a conversation's state; empty if none is stored. Strongly consistent. */
  public Optional<StoredState> state(ConversationKey key) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.states())
                        .key(ConversationItem.key(key))
                        .consistentRead(true))
            .item();
    if (item.isEmpty()) {
      return Optional.empty();
    }
    Attributes stored = new Attributes(item);
    return Optional.of(
        new StoredState(
            stored.bytes(StateItem.STATE).length,
            Optional.of(stored.number(Expiry.ATTRIBUTE))
                .filter(seconds -> seconds != 0)
                .map(Instant::ofEpochSecond)));
  }

  /** Returns how many sessions of a bot the counters hold for a day, by kind, over all shards. */
  public Map<SessionKind, Long> counts(BotId bot, LocalDate day) {
    List<String> shards = shards(bot, day);
    Map<SessionKind, Long> counts = new LinkedHashMap<>();
    SessionKind.ALL.forEach(kind -> counts.put(kind, 0L));
    CounterItem.days(dynamo, tables, shards, day)
        .values()
        .forEach(
            stored ->
                counts.replaceAll(
                    (kind, sum) -> sum + stored.counts().hours().count(List.of(kind))));
    return counts;
  }

  /**
   * Returns the measures that the counters hold of a bot's day, over all shards; empty if they are
   * incomplete.
   */
  public Optional<DayMeasures> measures(BotId bot, LocalDate day) {
    List<String> shards = shards(bot, day);
    Map<String, CounterItem.Day> days = CounterItem.days(dynamo, tables, shards, day);
    Optional<DayMeasures> sum = Optional.of(DayMeasures.NONE);
    for (String shard : shards) {
      MeasuresItem sessions = MeasuresItem.read(dynamo, tables, shard, day);
      Optional<DayMeasures> ofShard =
          days.getOrDefault(shard, CounterItem.Day.NONE).completeMeasures(sessions);
      sum = sum.flatMap(others -> ofShard.map(others::plus));
    }
    return sum;
  }

  private List<String> shards(BotId bot, LocalDate day) {
    return IntStream.range(0, shardings.of(bot).shards(day))
        .mapToObj(shard -> CounterItem.counterKey(bot, shard))
        .toList();
  }
}
