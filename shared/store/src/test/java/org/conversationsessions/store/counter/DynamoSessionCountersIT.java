package org.conversationsessions.store.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.CountersCheck;
import org.conversationsessions.store.FaultyDynamo;
import org.conversationsessions.store.RandomSessionChanges;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.WrittenUnits;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.registry.BotItem;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.testing.Seeded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** The counters agree with the sessions, whatever happens to the stream's consumer. */
class DynamoSessionCountersIT {
  private static final Instant MORNING = Instant.parse("2026-11-20T05:00:00Z");
  private static final Clock CLOCK = Clock.fixed(MORNING.plusSeconds(86_400), ZoneOffset.UTC);

  /** How often changes are counted concurrently or again; {@code .ci/nightly} takes 10. */
  private static final int ROUNDS = Integer.getInteger("counting.rounds", 4);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(DynamoSessionCountersIT.class);
  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  @Test
  void countersAgreeHoweverTheStreamIsCutIntoBatches(@Seeded Random random) {
    RandomSessionChanges changes = randomChanges(random, 30, Duration.ofDays(3));
    for (int batch = 0; batch < 60; batch++) {
      counters(database.dynamo()).count(changes.next(1 + random.nextInt(80)));
    }
    assertCountersEqual(changes);
  }

  @Test
  void repeatedChangesAreNotCountedAgain(@Seeded Random random) {
    RandomSessionChanges changes = randomChanges(random, 10, Duration.ofHours(30));
    List<CountChange> all = new ArrayList<>();
    for (int batch = 0; batch < 2 * ROUNDS; batch++) {
      List<CountChange> some = changes.next(1 + random.nextInt(60));
      all.addAll(some);
      counters(database.dynamo()).count(some);
      // The same batch again; a part of it, as after a bisected batch; and old changes, as from a
      // consumer that was believed dead.
      counters(database.dynamo()).count(some);
      counters(database.dynamo()).count(some.subList(0, some.size() / 2));
      int at = random.nextInt(all.size());
      counters(database.dynamo()).count(all.subList(at, Math.min(all.size(), at + 50)));
    }
    counters(database.dynamo()).count(all);
    assertCountersEqual(changes);
  }

  @Test
  void aDayOfBacklogIsCountedInOrder(@Seeded Random random) {
    RandomSessionChanges changes = randomChanges(random, 400, Duration.ofDays(1));
    List<CountChange> backlog = changes.next(6000);
    for (int from = 0; from < backlog.size(); from += 1000) {
      counters(database.dynamo()).count(backlog.subList(from, from + 1000));
    }
    assertCountersEqual(changes);
  }

  @Test
  void endUsersOfDifferentStreamShardsMayComeInAnyOrderAndInParallel(@Seeded Random random) {
    RandomSessionChanges changes = randomChanges(random, 40, Duration.ofHours(40));
    for (int round = 0; round < ROUNDS; round++) {
      List<List<CountChange>> shards = new ArrayList<>();
      Map<Integer, List<CountChange>> byShard =
          changes.next(200).stream()
              .collect(Collectors.groupingBy(change -> change.userId().hashCode() % 4));
      shards.addAll(byShard.values());
      // A consumer that was believed dead does the same at the same time.
      shards.addAll(byShard.values());
      Collections.shuffle(shards, random);
      Parallel.forEach(shards, shard -> counters(database.dynamo()).count(shard));
    }
    assertCountersEqual(changes);
  }

  @Test
  void aConsumerThatDiesAtAnyCallLeavesNothingHalfCounted(@Seeded Random random) {
    // Five days: five transactions, each after its reads.
    RandomSessionChanges changes = randomChanges(random, 25, Duration.ofDays(4));
    counters(database.dynamo()).count(changes.next(400));
    int died = 0;
    for (boolean afterEffect : new boolean[] {false, true}) {
      for (int call = 1; ; call++) {
        List<CountChange> batch = changes.next(120);
        Dying dying = new Dying(database.dynamo(), call, afterEffect);
        died += counters(Dynamo.bounded(dying.client())).count(batch).isEmpty() ? 0 : 1;
        assertThat(counters(database.dynamo()).count(batch)).isEmpty();
        if (!dying.isDead()) {
          break;
        }
      }
    }
    System.out.printf("the consumer died at %d points%n", died);
    assertThat(died).isGreaterThan(16);
    assertCountersEqual(changes);
  }

  @Test
  void aBotWithSeveralShardsIsCountedByShard(@Seeded Random random) {
    database
        .dynamo()
        .putItem(
            put -> {
              var item = new HashMap<>(BotItem.of(bot, "acme"));
              item.put(
                  BotItem.SHARDING,
                  BotItem.sharding(Sharding.ONE.with(LocalDate.parse("2026-11-21"), 4)));
              put.tableName(database.tables().registry()).item(item);
            });
    RandomSessionChanges changes = randomChanges(random, 50, Duration.ofDays(3));
    for (int batch = 0; batch < 10; batch++) {
      counters(database.dynamo()).count(changes.next(100));
    }
    CountersCheck.assertCountersEqual(
        database, bot, Sharding.ONE.with(LocalDate.parse("2026-11-21"), 4), changes.stored());
  }

  @Test
  void aFailureOtherThanALostConditionIsReported(@Seeded Random random) {
    FaultyDynamo faulty =
        new FaultyDynamo(database.dynamo())
            .failing("transactWriteItems", SdkClientException.create("no route"));
    List<CountChange> some = randomChanges(random, 3, Duration.ofHours(1)).next(5);

    CountChange first = some.getFirst();
    Map<Integer, StoreException> failures = counters(faulty.client()).count(List.of(first));

    assertThat(failures).containsOnlyKeys(0);
    assertThat(failures.get(0))
        .isNotInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("no route");
  }

  @Test
  void damagedCountersOfAnEndUserDoNotAffectOthers() {
    List<CountChange> all = start(50);
    CountChange unlucky = all.get(17);
    damage(CounterItem.counterKey(bot, unlucky.userId()), unlucky.day());

    Map<Integer, StoreException> failures = counters(database.dynamo()).count(all);

    assertThat(failures).containsOnlyKeys(17);
    assertThat(failures.get(17)).isInstanceOf(UnreadableItemException.class);
    assertThat(storedTotal(all)).isEqualTo(49);
    // The next delivery repeats the others, which are not counted again.
    assertThat(counters(database.dynamo()).count(all)).containsOnlyKeys(17);
    assertThat(storedTotal(all)).isEqualTo(49);
  }

  @Test
  void damagedCountersOfABotDoNotAffectOtherBots() {
    CountChange own = start(1).getFirst();
    CountChange others =
        new CountChange(
            new SequenceNumber("2"),
            new BotId("st-" + UUID.randomUUID()),
            "u",
            own.start(),
            null,
            live(SessionKind.ALL.getFirst()),
            null,
            "");
    damage(CounterItem.counterKey(bot, 0), own.day());

    Map<Integer, StoreException> failures = counters(database.dynamo()).count(List.of(own, others));

    assertThat(failures).containsOnlyKeys(0);
    assertThat(failures.get(0)).isInstanceOf(UnreadableItemException.class);
    assertThat(counters(database.dynamo()).count(List.of(others))).isEmpty();
    assertThat(
            CounterItem.days(
                database.dynamo(),
                database.tables(),
                List.of(CounterItem.counterKey(others.bot(), 0)),
                own.day()))
        .hasSize(1);
  }

  @Test
  void afterATransientFailureNoLaterChangeOfTheSameEndUserIsCounted(@Seeded Random random) {
    RandomSessionChanges changes = randomChanges(random, 8, Duration.ofDays(2));
    for (int round = 0; round < 20; round++) {
      List<CountChange> batch = changes.next(120);
      Dying throttled = new Dying(database.dynamo(), 1 + random.nextInt(12), random.nextBoolean());

      SortedMap<Integer, StoreException> failures =
          counters(Dynamo.bounded(throttled.client())).count(batch);

      for (Map.Entry<Integer, StoreException> failed : failures.entrySet()) {
        CountChange change = batch.get(failed.getKey());
        for (int later = failed.getKey(); later < batch.size(); later++) {
          if (batch.get(later).userId().equals(change.userId())
              && batch.get(later).day().equals(change.day())) {
            assertThat(failures).containsKey(later);
          }
        }
      }
      // Lambda delivers again from the first failed record.
      int first = failures.isEmpty() ? batch.size() : failures.firstKey();
      assertThat(counters(database.dynamo()).count(batch.subList(first, batch.size()))).isEmpty();
    }
    assertCountersEqual(changes);
  }

  @Test
  void aStoreThatDoesNotRespondIsNotCalledForEveryEndUser() {
    Dying dead = new Dying(database.dynamo(), 0, false);
    List<CountChange> all = start(400);

    assertThat(counters(Dynamo.bounded(dead.client())).count(all)).hasSize(400);
    assertThat(dead.calls.get()).isLessThanOrEqualTo(13);
  }

  private void damage(String counterKey, LocalDate day) {
    Map<String, AttributeValue> item =
        new HashMap<>(CounterItem.key(counterKey, CounterItem.daySpan(day)));
    item.put("n", AttributeValue.fromS("no counts"));
    item.put("v", Attributes.n(3));
    database.dynamo().putItem(put -> put.tableName(database.tables().counters()).item(item));
  }

  private long storedTotal(List<CountChange> all) {
    return CounterItem.days(
            database.dynamo(),
            database.tables(),
            List.of(CounterItem.counterKey(bot, 0)),
            all.getFirst().day())
        .values()
        .stream()
        .mapToLong(day -> day.counts().hours().count(SessionKind.ALL))
        .sum();
  }

  @Test
  void changesThatAddUpToNothingStillStoreTheirSequenceNumber() {
    Instant start = MORNING.plusSeconds(5);
    CountedSession session = live(SessionKind.ALL.getFirst());
    CountChange came =
        new CountChange(new SequenceNumber("100"), bot, "u", start, null, session, null, "");
    CountChange went =
        new CountChange(new SequenceNumber("101"), bot, "u", start, session, null, null, "");
    counters(database.dynamo()).count(List.of(came, went));
    counters(database.dynamo()).count(List.of(came));
    CountersCheck.assertCountersEqual(database, bot, Sharding.ONE, List.of());
  }

  private void assertCountersEqual(RandomSessionChanges changes) {
    CountersCheck.assertCountersEqual(database, bot, Sharding.ONE, changes.stored());
  }

  private RandomSessionChanges randomChanges(Random random, int users, Duration span) {
    return new RandomSessionChanges(random, bot, users, MORNING, span);
  }

  private SessionCounters counters(DynamoDbClient dynamo) {
    return counters(dynamo, true);
  }

  private SessionCounters counters(DynamoDbClient dynamo, boolean countsMeasures) {
    return new DynamoSessionCounters(
        dynamo,
        database.tables(),
        new ShardingCache(database.dynamo(), database.tables(), CLOCK),
        CLOCK,
        BackoffPolicy.jittered(),
        countsMeasures);
  }

  private static CountedSession live(SessionKind kind) {
    return new CountedSession(kind, SessionMeasures.NONE);
  }

  /** A client whose process dies at a call: that call and all later ones fail. */
  private static final class Dying {
    private final DynamoDbClient inner;
    private final int last;
    private final boolean afterEffect;
    private final AtomicInteger calls = new AtomicInteger();

    Dying(DynamoDbClient inner, int last, boolean afterEffect) {
      this.inner = inner;
      this.last = last;
      this.afterEffect = afterEffect;
    }

    boolean isDead() {
      return calls.get() >= last;
    }

    DynamoDbClient client() {
      return (DynamoDbClient)
          Proxy.newProxyInstance(
              Dying.class.getClassLoader(),
              new Class<?>[] {DynamoDbClient.class},
              (proxy, method, given) -> {
                if (given != null && given.length == 1 && given[0] instanceof Consumer) {
                  return InvocationHandler.invokeDefault(proxy, method, given);
                }
                boolean call = given != null && given[0] instanceof DynamoDbRequest;
                int number = call ? calls.incrementAndGet() : 0;
                if (number > last || (number == last && !afterEffect)) {
                  throw SdkClientException.create("dead");
                }
                try {
                  Object answer = method.invoke(inner, given);
                  if (number == last) {
                    throw SdkClientException.create("dead");
                  }
                  return answer;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  @Test
  void aSingleChangeCostsAFewWriteUnitsAndLittleMoreThanTwoInABatch(@Seeded Random random) {
    WrittenUnits units = new WrittenUnits();
    SessionCounters counters = counters(TestDynamo.LOCAL.client(units));
    counters.count(randomChanges(random, 400, Duration.ofDays(1)).next(2000));

    units.take();
    List<CountChange> one = start(1);
    counters.count(one);
    long alone = units.take();
    List<CountChange> starts = start(200);
    counters.count(starts);
    long many = units.take();
    counters.count(starts.stream().map(this::closing).toList());
    long closings = units.take();
    counters.count(one.stream().map(this::closing).toList());
    long closing = units.take();

    System.out.printf("counting one change of a busy bot: %d WU%n", alone);
    System.out.printf("counting 200 changes of 200 end users: %d WU%n", many);
    System.out.printf("counting one closing of a busy bot: %d WU%n", closing);
    System.out.printf("counting 200 closings of 200 end users: %d WU%n", closings);
    // The end user's day, the bot's day and the bot's hour, in a transaction.
    assertThat(alone).isLessThanOrEqualTo(8);
    assertThat(many / 200.0).isLessThanOrEqualTo(2.5);
    // The end user's day and the bot's measures, of 24 hours and six kinds here.
    assertThat(closing).isLessThanOrEqualTo(8);
    assertThat(closings / 200.0).isLessThanOrEqualTo(2.3);
  }

  @Nested
  class Measures {
    private final CountedSession live = live(SessionKind.ALL.getFirst());
    private final CountedSession closed = closed(5);
    private final CountedSession late = closed(6);

    @Test
    void aClosingOfAQuietBotTakesFourWriteUnits() {
      WrittenUnits units = new WrittenUnits();
      SessionCounters counters = counters(TestDynamo.LOCAL.client(units));
      counters.count(List.of(change("jane", null, live)));
      units.take();

      counters.count(List.of(change("jane", live, closed)));

      assertThat(units.take()).isEqualTo(4);
    }

    @Test
    void theFirstSessionOfANewEndUserTakesOneReadUnitMoreThanThatOfAReturningOne() {
      CapacityMeter meter = new CapacityMeter();
      DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
      List<CountChange> today = List.of(change("jane", null, live));
      List<CountChange> more = List.of(change("jane", null, live));
      List<CountChange> tomorrow =
          List.of(change("jane", MORNING.plus(Duration.ofDays(1)), null, live));

      double isNew = meter.of(() -> counters(dynamo).count(today)).reads();
      double again = meter.of(() -> counters(dynamo).count(more)).reads();
      double returning = meter.of(() -> counters(dynamo).count(tomorrow)).reads();

      // Without items the reads of a day are half as much on DynamoDB Local.
      assertThat(isNew).isEqualTo(returning + 1);
      assertThat(again).isEqualTo(2);
    }

    @Test
    void withoutMeasuresAClosingCostsNothingAndAStartFourWriteUnitsAndTwoReads() {
      CapacityMeter meter = new CapacityMeter();
      WrittenUnits units = new WrittenUnits();
      DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
      SessionCounters counters = counters(dynamo, false);
      counters.count(List.of(change("jane", null, live)));
      SessionCounters counting = counters(TestDynamo.LOCAL.client(units), false);

      List<CountChange> start = List.of(change("jane", null, live));
      CapacityMeter.Reading started = meter.of(() -> counters.count(start));
      CapacityMeter.Reading ended =
          meter.of(() -> counters.count(List.of(change("jane", live, closed))));
      counting.count(List.of(change("jane", null, live)));

      assertThat(started.calls()).isEqualTo(2);
      assertThat(started.reads()).isEqualTo(2);
      assertThat(units.take()).isEqualTo(4);
      assertThat(ended.writes()).isZero();
      assertThat(ended.calls()).isEqualTo(1);
      assertThat(ended.reads()).isEqualTo(2);
      assertThat(spans()).allMatch(CounterItem::isDay);
    }

    @Test
    void aDayThatBeganWithoutMeasuresHasNoneUntilItEmpties() {
      List<CountChange> before = List.of(change("jane", null, live));
      counters(database.dynamo(), false).count(before);

      count(change("jane", live, closed), change("john", null, closed));
      assertThat(stored(bot()).measures()).isEmpty();
      assertThat(stored(bot()).measuresItem()).isEqualTo(MeasuresItem.NONE);
      count(change("jane", closed, late), change("jane", late, null));
      assertThat(stored(bot()).measures()).isEmpty();

      count(change("john", closed, null));
      count(change("ann", null, closed));
      assertThat(stored(bot()).measures()).contains(day(1, 1, closed));
    }

    @Test
    void measuresThatMissAChangeAreDroppedAndStayIncomplete() {
      count(change("jane", null, live), change("john", null, live), change("jane", live, closed));
      assertThat(stored(bot()).measures()).contains(day(2, 2, closed));

      counters(database.dynamo(), false).count(List.of(change("john", live, closed)));

      assertThat(stored(bot()).measures()).isEmpty();
      assertThat(stored(bot()).measuresItem().sessions()).isEqualTo(HourlyMeasures.EMPTY);
      count(change("jane", closed, late));
      count(change("john", closed, null));
      assertThat(stored(bot()).measures()).isEmpty();
      assertThat(stored(bot()).measuresItem().sessions()).isEqualTo(HourlyMeasures.EMPTY);
    }

    @Test
    void measuresThatMissNothingStay() {
      count(change("jane", null, closed));

      counters(database.dynamo(), false).count(List.of(change("jane", closed, closed)));

      assertThat(stored(bot()).measures()).contains(day(1, 1, closed));
    }

    @Test
    void anEndUserOfADayWithoutMeasuresChangesTheVersionOfTheBotsDay() {
      counters(database.dynamo(), false).count(List.of(change("jane", null, live)));
      count(change("john", null, live));
      CounterSnapshot before = stored(bot());

      count(change("john", live, closed));

      assertThat(stored(bot()).hasVersionsOf(before)).isFalse();
    }

    @Test
    void everythingIsTakenAwayWithTheLastSession() {
      count(change("jane", null, closed), change("jane", closed, late));
      count(change("jane", late, null));

      assertThat(stored(bot()).measures()).contains(DayMeasures.NONE);
      assertThat(stored(CounterItem.counterKey(bot, "jane")).measures()).contains(DayMeasures.NONE);
      assertThat(stored(bot()).measuresItem().sessions()).isEqualTo(HourlyMeasures.EMPTY);
      assertThat(spans()).contains("m#2026-11-20");
    }

    @Test
    void theMeasuresOfAnEndUsersBusyDayHaveAnItemOfTheirOwn() {
      countSessions("jane", 64);
      assertThat(spans(user("jane"))).containsExactly("d#2026-11-20");

      countSessions("jane", 1);

      DayMeasures all = day(1, 1, closed, 65);
      assertThat(spans(user("jane"))).contains("h#2026-11-20#05", "m#2026-11-20");
      assertThat(stored(user("jane")).day().measures()).contains(all.withoutSessions());
      assertThat(stored(user("jane")).measures()).contains(all);
      assertThat(stored(bot()).measures()).contains(all);
    }

    @Test
    void aClosingOnAnEndUsersBusyDayTakesTwoWriteUnitsMore() {
      WrittenUnits units = new WrittenUnits();
      countSessions("jane", 65);
      count(change("jane", null, live));

      counters(TestDynamo.LOCAL.client(units)).count(List.of(change("jane", live, closed)));

      assertThat(units.take()).isEqualTo(6);
      assertThat(stored(user("jane")).measures()).contains(day(1, 1, closed, 66));
    }

    @Test
    void theMeasuresOfAnEndUsersBusyDayAreTakenAwayWithItsSessions() {
      countSessions("jane", 65);
      for (int session = 0; session < 65; session++) {
        count(change("jane", MORNING.plusSeconds(10L * session), closed, null));
      }

      assertThat(stored(user("jane")).measures()).contains(DayMeasures.NONE);
      assertThat(stored(user("jane")).measuresItem().sessions()).isEqualTo(HourlyMeasures.EMPTY);
      assertThat(stored(bot()).measures()).contains(DayMeasures.NONE);
      countSessions("jane", 1);
      assertThat(stored(user("jane")).measures()).contains(day(1, 1, closed));
    }

    @Test
    void aChangeWithoutMeasuresDropsThoseOfAnEndUsersBusyDay() {
      countSessions("jane", 65);

      counters(database.dynamo(), false).count(List.of(change("jane", closed, late)));

      assertThat(stored(user("jane")).measures()).isEmpty();
      assertThat(stored(user("jane")).measuresItem().sessions()).isEqualTo(HourlyMeasures.EMPTY);
    }

    @Test
    void aBusyDayOfAnEarlierVersionKeepsItsMeasures() {
      countSessions("jane", 65);
      moveMeasuresIntoTheDay("jane");
      assertThat(stored(user("jane")).measures()).contains(day(1, 1, closed, 65));

      countSessions("jane", 1);

      assertThat(stored(user("jane")).day().measures())
          .contains(new DayMeasures(1, 1, HourlyMeasures.EMPTY));
      assertThat(stored(user("jane")).measures()).contains(day(1, 1, closed, 66));
      assertThat(stored(bot()).measures()).contains(day(1, 1, closed, 66));
    }

    /** Counts closed sessions, each in another bucket of the hour. */
    private void countSessions(String user, int sessions) {
      for (int session = 0; session < sessions; session++) {
        count(change(user, MORNING.plusSeconds(10L * usedBuckets++), null, closed));
      }
    }

    private int usedBuckets;

    /** Stores a busy day as it was stored before its measures had an item of their own. */
    private void moveMeasuresIntoTheDay(String user) {
      LocalDate date = LocalDate.parse("2026-11-20");
      CounterSnapshot stored = stored(user(user));
      CounterItem.Day quiet = CounterItem.Day.NONE.with(stored.measures());
      Map<String, AttributeValue> day =
          new HashMap<>(CounterItem.of(user(user), date, stored.day(), CLOCK.instant()));
      day.putAll(Map.of("m", CounterItem.of(user(user), date, quiet, CLOCK.instant()).get("m")));
      database.dynamo().putItem(put -> put.tableName(database.tables().counters()).item(day));
      database
          .dynamo()
          .deleteItem(
              delete ->
                  delete
                      .tableName(database.tables().counters())
                      .key(CounterItem.key(user(user), MeasuresItem.span(date))));
    }

    private long number = 100;

    private CountChange change(
        String user, @Nullable CountedSession before, @Nullable CountedSession after) {
      return change(user, MORNING, before, after);
    }

    private CountChange change(
        String user,
        Instant start,
        @Nullable CountedSession before,
        @Nullable CountedSession after) {
      SequenceNumber next = new SequenceNumber(Long.toString(number++));
      return new CountChange(next, bot, user, start, before, after, null, "");
    }

    private void count(CountChange... changes) {
      assertThat(counters(database.dynamo()).count(List.of(changes))).isEmpty();
    }

    private String bot() {
      return CounterItem.counterKey(bot, 0);
    }

    private String user(String id) {
      return CounterItem.counterKey(bot, id);
    }

    private CounterSnapshot stored(String counterKey) {
      return CounterSnapshot.read(
              database.dynamo(),
              database.tables(),
              List.of(counterKey),
              LocalDate.parse("2026-11-20"))
          .getOrDefault(counterKey, CounterSnapshot.NONE);
    }

    /** Returns the sort keys of the bot's own items. */
    private List<String> spans() {
      return spans(bot());
    }

    private List<String> spans(String counterKey) {
      return database
          .dynamo()
          .query(
              query ->
                  query
                      .tableName(database.tables().counters())
                      .keyConditionExpression("counted = :bot")
                      .expressionAttributeValues(Map.of(":bot", Attributes.s(counterKey)))
                      .consistentRead(true))
          .items()
          .stream()
          .map(item -> new Attributes(item).text(CounterItem.SPAN))
          .toList();
    }

    private static DayMeasures day(long users, long newUsers, CountedSession session) {
      return day(users, newUsers, session, 1);
    }

    private static DayMeasures day(
        long users, long newUsers, CountedSession session, int sessions) {
      Delta one = new Delta(TimeBucket.of(MORNING), session.kind(), 1, session.measures(), null);
      return new DayMeasures(
          users, newUsers, HourlyMeasures.EMPTY.plus(Collections.nCopies(sessions, one)));
    }
  }

  private CountChange closing(CountChange start) {
    CountedSession after = start.after();
    return new CountChange(
        new SequenceNumber("2"),
        start.bot(),
        start.userId(),
        start.start(),
        after,
        after == null ? null : new CountedSession(after.kind(), closed(5).measures()),
        null,
        "");
  }

  private static CountedSession closed(int messages) {
    return new CountedSession(
        SessionKind.ALL.getFirst(), new SessionMeasures(1, messages, 600_000, 1, 1, 0, 0));
  }

  /** Returns starts of sessions of new end users, within the hour. */
  private List<CountChange> start(int users) {
    return IntStream.range(0, users)
        .mapToObj(
            i ->
                new CountChange(
                    new SequenceNumber("1"),
                    bot,
                    UUID.randomUUID().toString(),
                    MORNING.plusSeconds(3 * i),
                    null,
                    live(SessionKind.ALL.get(i % 6)),
                    null,
                    ""))
        .toList();
  }

  @Test
  void sequenceNumbersAreComparedAsNumbers() {
    List<String> ascending =
        List.of("", "9", "10", "099", "100", "9".repeat(21), "1" + "0".repeat(21));
    IntStream.range(1, ascending.size())
        .forEach(
            i ->
                assertThat(new SequenceNumber(ascending.get(i)))
                    .isGreaterThan(new SequenceNumber(ascending.get(i - 1))));
  }
}
