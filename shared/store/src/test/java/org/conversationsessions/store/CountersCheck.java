package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterSnapshot;
import org.conversationsessions.store.counter.CounterUpdate;

/** Compares stored counters with the sessions, in every 10-second bucket. */
public final class CountersCheck {
  private CountersCheck() {}

  /** Asserts that every counter of a bot and of its end users agrees with the sessions. */
  public static void assertCountersEqual(
      TestDynamo.Database database,
      BotId bot,
      Sharding sharding,
      List<RandomSessionChanges.StoredSession> sessions) {
    Map<LocalDate, Map<String, BucketCounts>> expected = new HashMap<>();
    for (RandomSessionChanges.StoredSession session : sessions) {
      LocalDate day = TimeBucket.day(session.start());
      int shard = sharding.shardOf(session.user(), day);
      for (String counterKey :
          List.of(
              CounterItem.counterKey(bot, shard), CounterItem.counterKey(bot, session.user()))) {
        expected
            .computeIfAbsent(day, d -> new HashMap<>())
            .merge(
                counterKey,
                BucketCounts.EMPTY.plus(
                    Math.toIntExact(TimeBucket.of(session.start()) - firstBucket(day)),
                    session.kind(),
                    1),
                BucketCounts::plus);
      }
    }
    Map<LocalDate, Map<String, BucketCounts>> stored = stored(database, bot);
    stored.values().forEach(ofDay -> ofDay.values().removeIf(BucketCounts::isEmpty));
    stored.values().removeIf(Map::isEmpty);
    assertThat(stored).isEqualTo(expected);
  }

  private static Map<LocalDate, Map<String, BucketCounts>> stored(
      TestDynamo.Database database, BotId bot) {
    Map<LocalDate, Map<String, BucketCounts>> stored = new HashMap<>();
    Map<LocalDate, List<String>> days = new HashMap<>();
    database
        .dynamo()
        .scanPaginator(scan -> scan.tableName(database.tables().counters()).consistentRead(true))
        .items()
        .forEach(
            item -> {
              Attributes read = new Attributes(item);
              String counterKey = read.text(CounterItem.COUNTER_KEY);
              String span = read.text(CounterItem.SPAN);
              if (span.startsWith("d#") && counterKey.substring(2).startsWith(bot + "#")) {
                days.merge(
                    CounterItem.day(span),
                    List.of(counterKey),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
              }
            });
    days.forEach(
        (day, counterKeys) ->
            CounterSnapshot.read(database.dynamo(), database.tables(), counterKeys, day)
                .forEach(
                    (one, counts) -> {
                      BucketCounts buckets = counts.buckets();
                      assertThat(counts.matches(buckets)).as("%s %s %s", day, one, counts).isTrue();
                      assertThat(counts.day().counts().hasTooManyBuckets()).isFalse();
                      stored.computeIfAbsent(day, d -> new HashMap<>()).put(one, buckets);
                    }));
    return stored;
  }

  /** Returns the first bucket of a day. */
  public static long firstBucket(LocalDate day) {
    return TimeBucket.firstOfHour(CounterUpdate.hourSinceEpoch(day, 0));
  }
}
