package org.conversationsessions.admin.recount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.conversationsessions.admin.inspect.DamagedCounterReset;
import org.conversationsessions.admin.recount.SessionRecount.Position;
import org.conversationsessions.admin.recount.SessionRecount.Report;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.store.CountersCheck;
import org.conversationsessions.store.FaultyDynamo;
import org.conversationsessions.store.RandomSessionChanges;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.counter.MeasuresItem;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.tag.PostingReader;
import org.conversationsessions.store.tag.RepairingTagIndex;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class SessionRecountIT {
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final LocalDate DAY = LocalDate.parse("2026-11-18");
  private static final Instant FIRST = Instant.parse("2026-11-18T00:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);

  /** So many that the first two of thirty end users are busy, and every other one has some. */
  private static final int SESSIONS = 500;

  /** The rounds of a pause, in each of which the stream is read. */
  private static final int ROUNDS = 20;

  /**
   * How many changes the counters have not counted. Each is of another end user, who is recounted
   * by a marker of their own; {@code .ci/nightly} takes 40.
   */
  private static final int UNCOUNTED = Integer.getInteger("recount.uncounted", 12);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(SessionRecountIT.class);
  private final StreamPump pump = new StreamPump(TestDynamo.LOCAL, database.tables(), RETENTION);
  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final Random random;
  private final List<Session> sessions = new ArrayList<>();
  private boolean countsMeasures = true;

  SessionRecountIT(@Seeded Random random) {
    this.random = random;
  }

  @BeforeEach
  void fill() {
    // The changes of earlier tests: they are other bots'.
    pump.next();
    for (int i = 0; i < SESSIONS; i++) {
      String user = "user-" + (random.nextInt(3) == 0 ? random.nextInt(2) : random.nextInt(30));
      Instant start = FIRST.plusMillis(random.nextInt(86_400_000));
      sessions.add(session(user, start));
    }
    put(sessions);
    count();
  }

  @Test
  void correctCountersHaveNoDrift() {
    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));
    check();
  }

  @Test
  void countersThatOnlyLagHaveNoDrift() {
    List<Session> more = new ArrayList<>();
    for (int i = 0; i < UNCOUNTED; i++) {
      more.add(session("user-" + i, FIRST.plusSeconds(60L * i)));
    }
    put(more);
    sessions.addAll(more);
    // Not counted yet: the recount waits, and the counters catch up meanwhile.
    assertThat(recount(true))
        .isEqualTo(new Report(SESSIONS + UNCOUNTED, 0, 0, 0, Optional.empty()));
    check();
  }

  @Test
  void lostChangesAreFoundAndRepaired() {
    List<Session> more = new ArrayList<>();
    for (int i = 0; i < UNCOUNTED; i++) {
      more.add(session("user-" + i, FIRST.plusSeconds(3600).plusSeconds(60L * i)));
    }
    put(more);
    sessions.addAll(more);
    pump.next();

    Report found = recount(false);
    assertThat(found.sessions()).isEqualTo(SESSIONS + UNCOUNTED);
    assertThat(found.drift()).isEqualTo(UNCOUNTED);
    assertThat(found.repaired()).isZero();
    assertThat(found.undecided()).isZero();

    assertThat(recount(true).repaired()).isEqualTo(UNCOUNTED + 1);
    assertThat(recount(true))
        .isEqualTo(new Report(SESSIONS + UNCOUNTED, 0, 0, 0, Optional.empty()));
    check();
  }

  @Test
  void deletedCountersAreRestored() {
    database
        .dynamo()
        .scanPaginator(scan -> scan.tableName(database.tables().counters()))
        .items()
        .forEach(
            item -> {
              Attributes read = new Attributes(item);
              if (read.text(CounterItem.COUNTER_KEY).substring(2).startsWith(bot + "#")) {
                database
                    .dynamo()
                    .deleteItem(
                        delete ->
                            delete
                                .tableName(database.tables().counters())
                                .key(
                                    CounterItem.key(
                                        read.text(CounterItem.COUNTER_KEY),
                                        read.text(CounterItem.SPAN))));
              }
            });

    Report repaired = recount(true);
    assertThat(repaired.drift()).isEqualTo(2 * SESSIONS);
    assertThat(repaired.undecided()).isZero();
    check();
  }

  @Test
  void countsOfNoSessionAreRepaired() {
    Key bots = new Key(CounterItem.counterKey(bot, 0), CounterItem.daySpan(DAY));
    CounterItem.Day day = CounterItem.readDay(bots.read());
    bots.put(CounterItem.of(bots.counterKey, DAY, withOneMore(day), CLOCK.instant()));

    assertThat(recount(false).drift()).isGreaterThanOrEqualTo(1);
    assertThat(recount(true).repaired()).isEqualTo(1);
    check();
    // Later changes are counted as always.
    sessions.add(session("user-1", FIRST.plusSeconds(70)));
    put(sessions.subList(SESSIONS, SESSIONS + 1));
    count();
    check();
  }

  @Test
  void aRemovalThatIsCountedLaterIsNeitherReportedNorRepaired() {
    for (boolean repair : new boolean[] {false, true}) {
      Session only = session("a user with one session", FIRST.plusSeconds(70));
      put(List.of(only));
      count();
      remove(only);

      assertThat(recount(repair))
          .as("repair %s", repair)
          .isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));
      check();
    }
  }

  @Test
  void aRemovalBetweenTheReadingsOfSessionsAndCountersIsNoDrift() {
    Session only = session("a user with one session", FIRST.plusSeconds(70));
    put(List.of(only));
    count();
    FaultyDynamo client =
        new FaultyDynamo(database.dynamo()).before("batchGetItem", () -> remove(only));

    Report report =
        sessionRecount(client.client()).run(bot, new Position(DAY, 0), DAY, true, () -> true);

    assertThat(report).isEqualTo(new Report(SESSIONS + 1, 0, 0, 0, Optional.empty()));
    count();
    check();
  }

  @Test
  void aLostRemovalIsRepairedInTheTotalsWhileOtherChangesAreCounted() {
    loseRemoval();

    Report report =
        sessionRecount(database.dynamo(), this::addSession)
            .run(bot, new Position(DAY, 0), DAY, true, () -> true);

    assertThat(report).isEqualTo(new Report(SESSIONS, 1, 1, 0, Optional.empty()));
    assertThat(sessions.size()).isGreaterThan(SESSIONS);
    check();
  }

  @Test
  void aDifferenceThatKeepsChangingIsUndecided() {
    Session first = session("a user with one session", FIRST.plusSeconds(70));
    put(List.of(first));
    count();
    remove(first);
    AtomicInteger users = new AtomicInteger();

    Report report =
        sessionRecount(
                database.dynamo(),
                () -> {
                  // The removal before is counted, the next one is not.
                  int user = users.incrementAndGet();
                  Session next = session("one session " + user, FIRST.plusSeconds(60L * user));
                  put(List.of(next));
                  count();
                  remove(next);
                })
            .run(bot, new Position(DAY, 0), DAY, true, () -> true);

    assertThat(report).isEqualTo(new Report(SESSIONS, 0, 0, 1, Optional.empty()));
    count();
    check();
  }

  @Test
  void damagedCountersAreRestored() {
    for (String counterKey :
        List.of(
            CounterItem.counterKey(bot, 0),
            CounterItem.counterKeyOfOwner(SessionItem.owner(bot, "user-1")))) {
      Map<String, AttributeValue> damaged =
          new HashMap<>(CounterItem.key(counterKey, CounterItem.daySpan(DAY)));
      damaged.put("n", AttributeValue.fromS("no counts"));
      damaged.put("v", AttributeValue.fromN("2.5"));
      database.dynamo().putItem(put -> put.tableName(database.tables().counters()).item(damaged));
    }
    assertThatExceptionOfType(UnreadableItemException.class).isThrownBy(() -> recount(false));

    assertThat(recount(true).undecided()).isZero();
    check();
    sessions.add(session("user-1", FIRST.plusSeconds(70)));
    put(sessions.subList(SESSIONS, SESSIONS + 1));
    count();
    check();
  }

  @Test
  void anUnreadableSessionIsNotCounted() {
    Map<String, AttributeValue> foreign = new HashMap<>();
    foreign.put("owner", AttributeValue.fromS(SessionItem.owner(bot, "nobody")));
    foreign.put("sessionId", AttributeValue.fromS("no session"));
    foreign.put("botDay", AttributeValue.fromS(SessionItem.botDay(bot, DAY, 0)));
    database.dynamo().putItem(put -> put.tableName(database.tables().sessions()).item(foreign));

    Report report = recount(false);

    assertThat(report.sessions()).isEqualTo(SESSIONS);
    assertThat(report.drift()).isZero();
    assertThat(report.undecided()).isZero();
  }

  @Test
  void countersThatDoNotSeeTheMarkerLeaveItUndecided() {
    put(List.of(session("user-1", FIRST.plusSeconds(5))));
    Report report =
        new SessionRecount(
                database.dynamo(),
                database.tables(),
                shardings(),
                tagIndex(),
                RETENTION,
                true,
                CLOCK,
                round -> false)
            .run(bot, new Position(DAY, 0), DAY, true, () -> true);
    assertThat(report.undecided()).isEqualTo(1);
    assertThat(report.drift()).isZero();
    assertThat(report.repaired()).isZero();
  }

  @Test
  void stopsInTimeAndReportsWhereToContinue() {
    Report report =
        sessionRecount()
            .run(bot, new Position(DAY.minusDays(1), 0), DAY.plusDays(1), false, asking(4));
    assertThat(report.sessions()).isEqualTo(SESSIONS);
    assertThat(report.continueAt()).contains(new Position(DAY.plusDays(1), 0));
  }

  @Test
  void stopsBetweenTheAttemptsOfAnEndUser() {
    Session more = session("user-1", FIRST.plusSeconds(5));
    put(List.of(more));
    sessions.add(more);

    Report report =
        sessionRecount(database.dynamo(), this::addSession)
            .run(bot, new Position(DAY, 0), DAY, true, asking(3));

    assertThat(report)
        .isEqualTo(new Report(SESSIONS + 1, 0, 0, 0, Optional.of(new Position(DAY, 0))));
    check();
  }

  @Test
  void stopsBetweenTheAttemptsOfABot() {
    loseRemoval();

    assertThat(sessionRecount().run(bot, new Position(DAY, 0), DAY, true, asking(2)))
        .isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.of(new Position(DAY, 0))));
    assertThat(recount(true).repaired()).isEqualTo(1);
    check();
  }

  @Test
  void repairsAreKeptWhenADayIsInterrupted() {
    List<Session> more = new ArrayList<>();
    for (int i = 0; i < UNCOUNTED; i++) {
      more.add(session("user-" + i, FIRST.plusSeconds(3600).plusSeconds(60L * i)));
    }
    put(more);
    sessions.addAll(more);
    pump.next();

    Report part = sessionRecount().run(bot, new Position(DAY, 0), DAY, true, asking(6));
    assertThat(part.continueAt()).contains(new Position(DAY, 0));
    assertThat(part.repaired()).isEqualTo(5);
    Report rest = recount(true);
    assertThat(rest.repaired()).isEqualTo(UNCOUNTED - 5 + 1);
    assertThat(rest.continueAt()).isEmpty();
    check();
  }

  @Test
  void wrongMeasuresAreDriftAndAreRepaired() {
    Key bots = new Key(CounterItem.counterKey(bot, 0), MeasuresItem.span(DAY));
    MeasuresItem measures = MeasuresItem.read(bots.read());
    HourlyMeasures more =
        measures
            .sessions()
            .plus(
                List.of(
                    new Delta(
                        CountersCheck.firstBucket(DAY) + 7,
                        SessionKind.ALL.getLast(),
                        0,
                        new SessionMeasures(0, 5, 0, 0, 0, 0, 0),
                        null)));
    bots.put(
        MeasuresItem.of(
            bots.counterKey, DAY, new MeasuresItem(more, measures.version()), CLOCK.instant()));
    Key quiet = new Key(CounterItem.counterKey(bot, "user-2"), CounterItem.daySpan(DAY));
    CounterItem.Day day = CounterItem.readDay(quiet.read());
    DayMeasures ofUser = day.measures().orElseThrow();
    quiet.put(
        CounterItem.of(
            quiet.counterKey,
            DAY,
            day.with(Optional.of(ofUser.with(HourlyMeasures.EMPTY))),
            CLOCK.instant()));
    Key busy = new Key(CounterItem.counterKey(bot, "user-1"), MeasuresItem.span(DAY));
    MeasuresItem ofBusy = MeasuresItem.read(busy.read());
    busy.put(
        MeasuresItem.of(
            busy.counterKey,
            DAY,
            new MeasuresItem(HourlyMeasures.EMPTY, ofBusy.version()),
            CLOCK.instant()));

    assertThat(recount(false)).isEqualTo(new Report(SESSIONS, 3, 0, 0, Optional.empty()));
    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 3, 3, 0, Optional.empty()));
    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));
    assertThat(CounterItem.readDay(quiet.read()).measures().orElseThrow().newUsers())
        .isEqualTo(ofUser.newUsers());
    check();
  }

  @Test
  void wrongNumbersOfEndUsersAreDriftAndAreRepaired() {
    Key bots = new Key(CounterItem.counterKey(bot, 0), CounterItem.daySpan(DAY));
    CounterItem.Day day = CounterItem.readDay(bots.read());
    DayMeasures more =
        day.measures().orElseThrow().plus(new DayMeasures(1, 1, HourlyMeasures.EMPTY));
    bots.put(CounterItem.of(bots.counterKey, DAY, day.with(Optional.of(more)), CLOCK.instant()));

    assertThat(recount(false)).isEqualTo(new Report(SESSIONS, 1, 0, 0, Optional.empty()));
    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 1, 1, 0, Optional.empty()));
    check();
  }

  @Test
  void measuresOfADayThatWasCountedWithoutThemAreCompletedByARepairAlone() {
    countWithoutMeasures();

    assertThat(recount(false)).isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));
    Report repaired = recount(true);
    assertThat(repaired.drift()).isZero();
    assertThat(repaired.repaired()).isEqualTo(users() + 1);
    assertThat(repaired.undecided()).isZero();
    check();
    // Later changes are counted as always.
    changeMessages(0);
    count();
    check();
  }

  @Test
  void aChangeOfMeasuresThatIsCountedRightBeforeTheyAreCompletedIsNotLost() {
    countWithoutMeasures();
    FaultyDynamo client =
        new FaultyDynamo(database.dynamo())
            .before("transactWriteItems", this::changeAllMessagesAndCount);

    Report repaired =
        sessionRecount(client.client()).run(bot, new Position(DAY, 0), DAY, true, () -> true);

    assertThat(repaired.undecided()).isZero();
    check();
  }

  @Test
  void aDayWithoutSessionsIsRightAndStaysWithoutCounters() {
    Position later = new Position(DAY.plusDays(9), 0);

    assertThat(sessionRecount().run(bot, later, later.day(), true, () -> true))
        .isEqualTo(new Report(0, 0, 0, 0, Optional.empty()));
    assertThat(new Key(CounterItem.counterKey(bot, 0), CounterItem.daySpan(later.day())).read())
        .isEmpty();
  }

  @Test
  void withoutMeasuresOnlyCountsAreComparedAndARepairDropsThem() {
    countsMeasures = false;
    changeMessages(0);
    assertThat(recount(false)).isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));

    Key user =
        new Key(
            CounterItem.counterKey(bot, sessions.getFirst().conversation().userId()),
            CounterItem.daySpan(DAY));
    CounterItem.Day day = CounterItem.readDay(user.read());
    user.put(CounterItem.of(user.counterKey, DAY, withOneMore(day), CLOCK.instant()));
    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 1, 1, 0, Optional.empty()));

    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));
    assertThat(CounterItem.readDay(user.read()).measures()).isEmpty();
  }

  @Test
  void endUsersWhoComeWhileADayIsRecountedAreNoDrift() {
    Session session = session("another user", FIRST.plusSeconds(70));
    FaultyDynamo client =
        new FaultyDynamo(database.dynamo())
            .before(
                "batchGetItem",
                () -> {
                  sessions.add(session);
                  put(List.of(session));
                  count();
                });

    Report report =
        sessionRecount(client.client()).run(bot, new Position(DAY, 0), DAY, true, () -> true);

    assertThat(report).isEqualTo(new Report(SESSIONS, 0, 0, 0, Optional.empty()));
    check();
  }

  @Test
  void aRepairIndexesTheTagsOfADayThatWasCountedWithoutTheIndex() {
    Session tagged = addGold();
    Key day = forgetThatTheDayIsIndexed();

    assertThat(recount(false)).isEqualTo(new Report(501, 0, 0, 0, Optional.empty()));
    assertThat(CounterItem.readDay(day.read()).indexed()).isFalse();
    assertThat(recount(true)).isEqualTo(new Report(501, 0, 0, 0, Optional.empty()));

    assertThat(CounterItem.readDay(day.read()).indexed()).isTrue();
    assertThat(
            goldIn(
                PostingReader.list(bot, 0, new TagTerm("plan", "gold")),
                PostingSpan.hourOf(tagged.id())))
        .isOne();
    check();
  }

  @Test
  void damagedPostingsAreRestored() {
    Session tagged = addGold();
    String list = PostingReader.list(bot, 0, new TagTerm("plan", "gold"));
    PostingSpan hour = PostingSpan.hourOf(tagged.id());
    Key postings = new Key(list, "h#2026-11-18T00");
    Map<String, AttributeValue> damaged = new HashMap<>(postings.read());
    damaged.put("e", AttributeValue.fromS("no postings"));
    postings.put(damaged);

    assertThat(recount(true)).isEqualTo(new Report(501, 0, 0, 0, Optional.empty()));

    assertThat(goldIn(list, hour)).isOne();
  }

  @Test
  void aRemovalThatTheIndexHasLostIsRepairedAndTheDayIsMarkedThen() {
    Session kept = addGold();
    Session gone = addGold();
    remove(gone);
    count();
    sessions.remove(gone);
    Key day = forgetThatTheDayIsIndexed();
    String list = PostingReader.list(bot, 0, new TagTerm("plan", "gold"));
    AtomicInteger asked = new AtomicInteger();

    Report report =
        sessionRecount(database.dynamo(), () -> {})
            .run(
                bot,
                new Position(DAY, 0),
                DAY,
                true,
                () -> {
                  // The last question, after the rows were read.
                  if (asked.incrementAndGet() == 3) {
                    addGold();
                  }
                  return true;
                });

    assertThat(asked).hasValue(3);
    assertThat(report).isEqualTo(new Report(SESSIONS + 1, 0, 1, 0, Optional.empty()));
    assertThat(goldIn(list, PostingSpan.hourOf(kept.id()))).isEqualTo(2);
    assertThat(CounterItem.readDay(day.read()).indexed()).isTrue();
    check();
  }

  @Test
  void aSessionThatCannotBeIndexedBlocksNoRepairAndTheDayIsNotMarked() {
    addGold();
    Key day = forgetThatTheDayIsIndexed();
    Key postings =
        new Key(PostingReader.list(bot, 0, new TagTerm("plan", "gold")), "h#2026-11-18T00");
    Map<String, AttributeValue> damaged = new HashMap<>(postings.read());
    damaged.put("v", AttributeValue.fromS("no version"));
    postings.put(damaged);
    CounterItem.Day stored = CounterItem.readDay(day.read());
    day.put(CounterItem.of(day.counterKey, DAY, withOneMore(stored), CLOCK.instant()));

    Report report = recount(true);

    assertThat(report.repaired()).isOne();
    assertThat(report.undecided()).isOne();
    assertThat(CounterItem.readDay(day.read()).indexed()).isFalse();
    check();
  }

  @Test
  void aRepairStopsBetweenTwoBatchesThatItIndexes() {
    List<Session> more = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      more.add(session("user-" + i % 30, FIRST.plusSeconds(60L * i)));
    }
    put(more);
    sessions.addAll(more);
    count();

    Report report = sessionRecount().run(bot, new Position(DAY, 0), DAY, true, asking(1));

    assertThat(report).isEqualTo(new Report(0, 0, 0, 0, Optional.of(new Position(DAY, 0))));
  }

  @Test
  void damagedMeasuresAreRestored() {
    Key bots = new Key(CounterItem.counterKey(bot, 0), MeasuresItem.span(DAY));
    Map<String, AttributeValue> damaged = new HashMap<>(bots.read());
    damaged.put("n", AttributeValue.fromS("no measures"));
    bots.put(damaged);
    assertThatExceptionOfType(UnreadableItemException.class).isThrownBy(() -> recount(false));

    // A recount that is stopped in between leaves the counts, and no measures that look complete.
    Key day = new Key(CounterItem.counterKey(bot, 0), CounterItem.daySpan(DAY));
    CounterItem.Day before = CounterItem.readDay(day.read());
    new DamagedCounterReset(database.dynamo(), database.tables(), CLOCK)
        .reset(new ShardDay(bot, 0, DAY), List.of());
    assertThat(CounterItem.readDay(day.read()).counts()).isEqualTo(before.counts());
    assertThat(CounterItem.readDay(day.read()).measures()).isEmpty();

    assertThat(recount(true)).isEqualTo(new Report(SESSIONS, 0, 1, 0, Optional.empty()));
    check();
  }

  /** Adds a session with a tag at the start of the day, and counts and indexes it. */
  private Session addGold() {
    Tags gold = new Tags(List.of(new Tag("plan", "gold")), List.of());
    Session tagged =
        session("user-1", FIRST.plusSeconds(7))
            .with(
                new Session.Contribution(FIRST, false, false, Optional.empty(), false, gold, 1, 0));
    sessions.add(tagged);
    put(List.of(tagged));
    List<StreamPump.Change> changes = pump.nextChanges();
    assertThat(tagIndex().apply(changes.stream().map(StreamPump.Change::tags).toList())).isEmpty();
    DynamoSessionCounters.of(database.dynamo(), database.tables(), CLOCK, countsMeasures)
        .count(changes.stream().map(StreamPump.Change::counts).toList());
    return tagged;
  }

  private Key forgetThatTheDayIsIndexed() {
    Key day = new Key(CounterItem.counterKey(bot, 0), CounterItem.daySpan(DAY));
    Map<String, AttributeValue> older = new HashMap<>(day.read());
    older.remove("t");
    day.put(older);
    return day;
  }

  private long goldIn(String list, PostingSpan hour) {
    return new PostingReader(database.dynamo(), database.tables(), EXPIRY)
        .read(list, hour, hour).values().stream()
            .mapToLong(node -> node.counts().count(SessionKind.ALL, Optional.empty()))
            .sum();
  }

  /** Returns a day that counts one session too many, of another kind in another hour. */
  private static CounterItem.Day withOneMore(CounterItem.Day day) {
    Delta more =
        new Delta(
            CountersCheck.firstBucket(DAY) + 7,
            SessionKind.ALL.getLast(),
            1,
            SessionMeasures.NONE,
            null);
    return new CounterItem.Day(
        day.counts().plus(List.of(more)),
        day.measures(),
        day.lastCounted(),
        day.recountMarker(),
        day.indexed(),
        day.version());
  }

  /** An item of the counters. */
  private final class Key {
    private final String counterKey;
    private final Map<String, AttributeValue> key;

    Key(String counterKey, String span) {
      this.counterKey = counterKey;
      this.key = CounterItem.key(counterKey, span);
    }

    Map<String, AttributeValue> read() {
      return database
          .dynamo()
          .getItem(get -> get.tableName(database.tables().counters()).key(key).consistentRead(true))
          .item();
    }

    void put(Map<String, AttributeValue> item) {
      database.dynamo().putItem(put -> put.tableName(database.tables().counters()).item(item));
    }

    void delete() {
      database
          .dynamo()
          .deleteItem(delete -> delete.tableName(database.tables().counters()).key(key));
    }
  }

  /** Turns the counters into those of a version without measures. */
  private void countWithoutMeasures() {
    Set<String> counterKeys =
        sessions.stream()
            .map(session -> CounterItem.counterKey(bot, session.conversation().userId()))
            .collect(Collectors.toSet());
    counterKeys.add(CounterItem.counterKey(bot, 0));
    for (String counterKey : counterKeys) {
      new Key(counterKey, MeasuresItem.span(DAY)).delete();
      Key day = new Key(counterKey, CounterItem.daySpan(DAY));
      Map<String, AttributeValue> item = new HashMap<>(day.read());
      item.remove("m");
      day.put(item);
    }
  }

  private long users() {
    return sessions.stream().map(session -> session.conversation().userId()).distinct().count();
  }

  /** Changes a closed session as a late message does. */
  private synchronized void changeMessages(int index) {
    Session changed =
        sessions
            .get(index)
            .with(
                new Session.Contribution(
                    FIRST, false, false, Optional.empty(), false, Tags.NONE, 1, 0));
    sessions.set(index, changed);
    put(List.of(changed));
  }

  /**
   * Changes every session while the other threads wait in their pauses. Else an end user whose
   * sessions change in each attempt would stay undecided.
   */
  private synchronized void changeAllMessagesAndCount() {
    for (int i = 0; i < sessions.size(); i++) {
      changeMessages(i);
    }
    count();
  }

  private Report recount(boolean repair) {
    return sessionRecount().run(bot, new Position(DAY, 0), DAY, repair, () -> true);
  }

  private SessionRecount sessionRecount() {
    return sessionRecount(database.dynamo());
  }

  private SessionRecount sessionRecount(DynamoDbClient client) {
    return sessionRecount(client, this::count);
  }

  /**
   * Returns a recount that does something in each round of a pause. On a busy machine the stream
   * may show a change a few rounds later.
   */
  private SessionRecount sessionRecount(DynamoDbClient client, Runnable inPause) {
    return new SessionRecount(
        client,
        database.tables(),
        shardings(),
        tagIndex(),
        RETENTION,
        countsMeasures,
        CLOCK,
        round -> {
          inPause.run();
          return round < ROUNDS;
        });
  }

  /** Returns a supplier that answers true a number of times. */
  private static BooleanSupplier asking(int times) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() <= times;
  }

  private RepairingTagIndex tagIndex() {
    return new RepairingTagIndex(database.dynamo(), database.tables(), CLOCK);
  }

  private ShardingCache shardings() {
    return new ShardingCache(database.dynamo(), database.tables(), CLOCK);
  }

  /** Adds a session of an end user who has others, and counts it. */
  private synchronized void addSession() {
    Session session = session("user-1", FIRST.plusSeconds(sessions.size()));
    sessions.add(session);
    put(List.of(session));
    count();
  }

  private synchronized void count() {
    DynamoSessionCounters.of(database.dynamo(), database.tables(), CLOCK, countsMeasures)
        .count(pump.next());
  }

  private void check() {
    CountersCheck.assertCountersEqual(
        database,
        bot,
        Sharding.ONE,
        sessions.stream()
            .map(
                session ->
                    new RandomSessionChanges.StoredSession(
                        session.conversation().userId(),
                        session.startTime(),
                        CountedSession.of(session)))
            .toList());
  }

  private Session session(String user, Instant start) {
    return Session.starting(
            SessionId.of(start, random.nextLong()), new ConversationKey(bot, user, "rtm"))
        .with(
            new Session.Contribution(
                start.plusMillis(random.nextInt(3_000_000)),
                true,
                random.nextBoolean(),
                Optional.empty(),
                random.nextInt(9) == 0,
                Tags.NONE,
                random.nextInt(30),
                random.nextInt(3)))
        .closed(
            new Closing(CloseReason.API, CLOCK.instant(), "en", 0, 1),
            ContainmentType.values()[random.nextInt(3)]);
  }

  /** Removes the only session of an end user, whose counters are deleted. The bot's keep it. */
  private void loseRemoval() {
    String user = "a user with one session";
    Session only = session(user, FIRST.plusSeconds(70));
    put(List.of(only));
    count();
    remove(only);
    pump.next();
    new Key(CounterItem.counterKey(bot, user), CounterItem.daySpan(DAY)).delete();
  }

  private void remove(Session session) {
    Map<String, AttributeValue> key = new HashMap<>(SessionItem.of(session, EXPIRY, 0));
    key.keySet().retainAll(Set.of(SessionItem.OWNER, SessionItem.ID));
    database.dynamo().deleteItem(delete -> delete.tableName(database.tables().sessions()).key(key));
  }

  private void put(List<Session> some) {
    for (int from = 0; from < some.size(); from += 25) {
      List<WriteRequest> writes =
          some.subList(from, Math.min(some.size(), from + 25)).stream()
              .map(
                  session ->
                      WriteRequest.builder()
                          .putRequest(put -> put.item(SessionItem.of(session, EXPIRY, 0)))
                          .build())
              .toList();
      database
          .dynamo()
          .batchWriteItem(
              write -> write.requestItems(Map.of(database.tables().sessions(), writes)));
    }
  }
}
