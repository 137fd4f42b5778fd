package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterSnapshot;
import org.conversationsessions.store.counter.CounterUpdate;

/**
 * Compares stored counters with the sessions: the counts in every 10-second bucket, the measures in
 * every hour, and the numbers of end users.
 */
public final class CountersCheck {
  private CountersCheck() {}

  private record DayOf(LocalDate date, String counterKey) {}

  /** Asserts that every counter of a bot and of its end users agrees with the sessions. */
  public static void assertCountersEqual(
      TestDynamo.Database database,
      BotId bot,
      Sharding sharding,
      List<RandomSessionChanges.StoredSession> sessions) {
    Map<DayOf, List<Delta>> expected = new HashMap<>();
    Map<DayOf, Map<DayOf, DayMeasures>> users = new HashMap<>();
    Map<DayOf, CounterSnapshot> stored = stored(database, bot);
    for (RandomSessionChanges.StoredSession session : sessions) {
      LocalDate date = TimeBucket.day(session.start());
      Delta delta =
          new Delta(
              TimeBucket.of(session.start()),
              session.counted().kind(),
              1,
              session.counted().measures(),
              null);
      DayOf ofUser = new DayOf(date, CounterItem.counterKey(bot, session.user()));
      DayOf ofBot =
          new DayOf(date, CounterItem.counterKey(bot, sharding.shardOf(session.user(), date)));
      expected.computeIfAbsent(ofUser, day -> new ArrayList<>()).add(delta);
      expected.computeIfAbsent(ofBot, day -> new ArrayList<>()).add(delta);
      assertThat(stored).containsKey(ofUser);
      // Whether an end user was new depends on the order of counting; the bot has the sum.
      long newUsers = measures(stored, ofUser).newUsers();
      DayMeasures user = new DayMeasures(1, newUsers, HourlyMeasures.EMPTY);
      users.computeIfAbsent(ofBot, day -> new HashMap<>()).put(ofUser, user);
      users.computeIfAbsent(ofUser, day -> new HashMap<>()).put(ofUser, user);
    }
    stored.values().removeIf(counters -> counters.buckets().isEmpty());
    assertThat(stored.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (day, deltas) -> {
          CounterSnapshot counters = stored.getOrDefault(day, CounterSnapshot.NONE);
          assertThat(counters.buckets()).as("%s", day).isEqualTo(DayCounts.bucketsOfDay(deltas));
          DayMeasures ofUsers =
              users.getOrDefault(day, Map.of()).values().stream()
                  .reduce(DayMeasures.NONE, DayMeasures::plus);
          assertThat(counters.measures())
              .as("%s", day)
              .contains(ofUsers.with(HourlyMeasures.EMPTY.plus(deltas)));
        });
  }

  private static DayMeasures measures(Map<DayOf, CounterSnapshot> stored, DayOf day) {
    return stored.getOrDefault(day, CounterSnapshot.NONE).measures().orElse(DayMeasures.NONE);
  }

  private static Map<DayOf, CounterSnapshot> stored(TestDynamo.Database database, BotId bot) {
    Map<DayOf, CounterSnapshot> stored = new HashMap<>();
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
              if (CounterItem.isDay(span) && counterKey.substring(2).startsWith(bot + "#")) {
                days.computeIfAbsent(CounterItem.day(span), day -> new ArrayList<>())
                    .add(counterKey);
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
                      if (buckets.isEmpty()) {
                        assertThat(counts.measures()).contains(DayMeasures.NONE);
                      }
                      stored.put(new DayOf(day, one), counts);
                    }));
    return stored;
  }

  /** Returns the first bucket of a day. */
  public static long firstBucket(LocalDate day) {
    return TimeBucket.firstOfHour(CounterUpdate.hourSinceEpoch(day, 0));
  }
}
