package org.conversationsessions.store.counter;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.counting.SessionCountersPortTests;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Dynamo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnEveryEngine
class DynamoSessionCountersPortIT extends SessionCountersPortTests {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

  private final TestDynamo.Database database;

  DynamoSessionCountersPortIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected SessionCounters counters() {
    return DynamoSessionCounters.of(
        Dynamo.bounded(database.dynamo()), database.tables(), CLOCK, true);
  }

  @Override
  protected BucketCounts countsOf(BotId bot, LocalDate day) {
    return counts(CounterItem.counterKey(bot, 0), day);
  }

  @Override
  protected BucketCounts countsOf(BotId bot, String userId, LocalDate day) {
    return counts(CounterItem.counterKey(bot, userId), day);
  }

  @Override
  protected DayMeasures measuresOf(BotId bot, LocalDate day) {
    return stored(CounterItem.counterKey(bot, 0), day).measures().orElse(DayMeasures.NONE);
  }

  @Override
  protected void damage(BotId bot, String userId, LocalDate day) {
    String counterKey = CounterItem.counterKey(bot, userId);
    Map<String, AttributeValue> item =
        new HashMap<>(CounterItem.key(counterKey, CounterItem.daySpan(day)));
    item.put("n", AttributeValue.fromS("no counts"));
    item.put(CounterItem.VERSION, Attributes.n(3));
    database.dynamo().putItem(put -> put.tableName(database.tables().counters()).item(item));
  }

  private BucketCounts counts(String counterKey, LocalDate day) {
    return stored(counterKey, day).buckets();
  }

  private CounterSnapshot stored(String counterKey, LocalDate day) {
    return CounterSnapshot.read(database.dynamo(), database.tables(), List.of(counterKey), day)
        .getOrDefault(counterKey, CounterSnapshot.NONE);
  }
}
