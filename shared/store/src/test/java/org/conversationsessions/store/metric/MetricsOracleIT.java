package org.conversationsessions.store.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.metric.InMemorySessionMetrics;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.EndUsers;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.metric.MetricsResult.BinFigures;
import org.conversationsessions.domain.metric.MetricsResult.Group;
import org.conversationsessions.domain.metric.MetricsResult.Previous;
import org.conversationsessions.domain.metric.SessionFigures;
import org.conversationsessions.domain.metric.ZonedBins;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.registry.BotItem;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Random queries for metrics (contract, section 17) over random sessions, some weeks with changes
 * of clocks and the edge of the retention. They are compared with a recount of all sessions and
 * with the history's totals.
 */
class MetricsOracleIT {
  private static final Instant NOW = Instant.parse("2026-11-03T12:34:56Z");
  private static final Duration RETENTION = Duration.ofDays(12);

  /** Some sessions that started before this instant have expired and are still stored. */
  private static final Instant EDGE = NOW.minus(RETENTION);

  private static final Instant UNMEASURED_FROM = Instant.parse("2026-10-30T12:00:00Z");
  private static final Instant FIRST = EDGE.minus(Duration.ofHours(30));
  private static final Sharding SHARDING = Sharding.ONE.with(LocalDate.parse("2026-10-24"), 3);

  /** Clocks change in Berlin, St John's and New York. */
  private static final List<Instant> CHANGES =
      List.of(
          Instant.parse("2026-10-25T01:00:00Z"),
          Instant.parse("2026-11-01T04:30:00Z"),
          Instant.parse("2026-11-01T06:00:00Z"));

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/St_Johns",
          "Asia/Kolkata",
          "Asia/Kathmandu");

  private static final Set<String> WHOLE_HOURS = Set.of("UTC", "Europe/Berlin", "America/New_York");

  /** The number of queries; {@code .ci/nightly} asks thousands. */
  private static final int QUERIES = Integer.getInteger("metrics.queries", 60);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(MetricsOracleIT.class);
  private final StreamPump pump = new StreamPump(TestDynamo.LOCAL, database.tables(), RETENTION);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Expiry expiry = new Expiry(RETENTION, clock);
  private final String name = UUID.randomUUID().toString();
  private final Random random;

  MetricsOracleIT(@Seeded Random random) {
    this.random = random;
  }

  @Test
  void everyFigureIsThatOfARecountAndTheTotalThatOfTheHistory() {
    List<Session> sessions = fill();
    InMemorySessionHistory counted = new InMemorySessionHistory(() -> sessions, RETENTION, clock);
    InMemorySessionMetrics oracle = new InMemorySessionMetrics(counted, RETENTION, clock);
    DynamoSessionMetrics metrics =
        new DynamoSessionMetrics(database.dynamo(), database.tables(), expiry);
    List<MetricsQuery> queries =
        IntStream.range(0, QUERIES).mapToObj(i -> query(sessions)).toList();

    queries.parallelStream()
        .forEach(
            query -> {
              MetricsResult result = metrics.count(query);
              MetricsResult expected = oracle.count(query);
              assertThat(result).as("%s", query).isEqualTo(asFarAsKnown(expected, result));
              assertMeasuresAreKnown(query, expected, result);
              assertThat(result.totals().sessions()).as("%s", query).isEqualTo(total(query));
            });
  }

  private long total(MetricsQuery query) {
    HistoryFilter filter =
        new HistoryFilter(
            query.window(), Optional.empty(), query.containment(), query.type(), TagFilter.NONE);
    return new DynamoSessionHistory(
            database.dynamo(),
            database.tables(),
            expiry,
            new DynamoConversations(database.dynamo(), database.tables(), expiry))
        .page(new HistoryQuery(query.bots(), filter, 0, Optional.empty(), 1))
        .total();
  }

  /** Returns what is expected, without the measures that a result does not have. */
  private static MetricsResult asFarAsKnown(MetricsResult expected, MetricsResult result) {
    return new MetricsResult(
        expected.window(),
        result.asOf(),
        asFarAsKnown(expected.totals(), result.totals()),
        expected
            .previous()
            .map(
                before ->
                    new Previous(
                        before.window(),
                        asFarAsKnown(before.totals(), result.previous().orElseThrow().totals()),
                        before.isComparable())),
        pairs(
            expected.series(),
            result.series(),
            (mine, theirs) ->
                new BinFigures(mine.bin(), asFarAsKnown(mine.figures(), theirs.figures()))),
        pairs(
            expected.groups(),
            result.groups(),
            (mine, theirs) ->
                new Group(mine.key(), asFarAsKnown(mine.figures(), theirs.figures()))),
        pairs(expected.activeHours(), result.activeHours(), MetricsOracleIT::asFarAsKnown));
  }

  private static <T> List<T> pairs(
      List<T> expected, List<T> found, BinaryOperator<T> asFarAsKnown) {
    assertThat(found).hasSameSizeAs(expected);
    return IntStream.range(0, expected.size())
        .mapToObj(i -> asFarAsKnown.apply(expected.get(i), found.get(i)))
        .toList();
  }

  /** New end users depend on the order in which sessions were counted. */
  private static SessionFigures asFarAsKnown(SessionFigures expected, SessionFigures found) {
    return SessionFigures.counted(
            expected.kinds(), found.measures().flatMap(any -> expected.measures()))
        .with(
            found
                .users()
                .flatMap(
                    known ->
                        expected
                            .users()
                            .map(mine -> new EndUsers(mine.users(), known.newUsers()))));
  }

  /**
   * Measures are unknown only where a day has none, or a bin cuts an hour; end users also where
   * something may have expired.
   */
  private void assertMeasuresAreKnown(
      MetricsQuery query, MetricsResult expected, MetricsResult result) {
    if (!query.measures() || query.bots().stream().anyMatch(this::hasUnmeasuredDay)) {
      return;
    }
    assertThat(result.totals().measures()).as("%s", query).isPresent();
    assertThat(result.groups())
        .as("%s", query)
        .allMatch(group -> group.figures().measures().isPresent());
    assertThat(result.previous().map(before -> before.totals().measures().isPresent()).orElse(true))
        .as("%s", query)
        .isTrue();
    if (WHOLE_HOURS.contains(query.bins().zone().getId())) {
      assertThat(result.series())
          .as("%s", query)
          .allMatch(bin -> bin.figures().measures().isPresent());
      assertThat(result.activeHours())
          .as("%s", query)
          .allMatch(hour -> hour.measures().isPresent());
    }
    for (int i = 0; i < result.series().size(); i++) {
      BinFigures bin = result.series().get(i);
      if (!bin.bin().start().isBefore(EDGE)) {
        assertThat(bin.figures().users().isPresent())
            .as("%s %s", query, bin)
            .isEqualTo(expected.series().get(i).figures().users().isPresent());
      }
    }
  }

  private boolean hasUnmeasuredDay(Bot bot) {
    return bot.id().equals(bots().getLast().id());
  }

  private MetricsQuery query(List<Session> sessions) {
    MetricsInterval interval = MetricsInterval.values()[random.nextInt(3)];
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    List<MetricsDimension> dimensions = List.of(MetricsDimension.values());
    return new MetricsQuery(
        random.nextInt(4) == 0 ? bots() : List.of(bots().get(random.nextInt(3))),
        window(sessions, zone),
        interval,
        new ZonedBins(zone),
        random.nextInt(3) == 0
            ? Optional.of(ContainmentType.values()[random.nextInt(3)])
            : Optional.empty(),
        random.nextInt(3) == 0
            ? Optional.of(SessionType.values()[random.nextInt(2)])
            : Optional.empty(),
        Set.copyOf(List.of(dimensions.get(random.nextInt(3)), dimensions.get(random.nextInt(3)))),
        random.nextInt(3) == 0,
        random.nextInt(3) == 0,
        random.nextInt(3) > 0);
  }

  private TimeWindow window(List<Session> sessions, ZoneId zone) {
    Instant a = instant(sessions, zone);
    Instant b = instant(sessions, zone);
    return a.isAfter(b) ? new TimeWindow(b, a) : new TimeWindow(a, b);
  }

  /** Returns an end of a window: near a day, an hour, a bucket, a session, or any. */
  private Instant instant(List<Session> sessions, ZoneId zone) {
    Instant at = sessions.get(random.nextInt(sessions.size())).startTime();
    long moved = random.nextInt(3) - 1;
    return switch (random.nextInt(7)) {
      case 0 -> TimeBucket.start(TimeBucket.of(at)).plusMillis(moved);
      case 1 -> at.truncatedTo(ChronoUnit.HOURS).plusMillis(moved);
      case 2 -> at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
      case 3 ->
          at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
      case 4 -> at.plusMillis(moved);
      case 5 -> FIRST.minus(Duration.ofDays(3)).plusMillis(random.nextLong(17L * 86_400_000));
      default -> random.nextBoolean() ? EDGE.plusMillis(random.nextInt(7_200_000)) : NOW;
    };
  }

  /** Writes and counts random sessions. */
  private List<Session> fill() {
    Map<String, AttributeValue> sharded = new HashMap<>(BotItem.of(bots().get(1).id(), "acme"));
    sharded.put(BotItem.SHARDING, BotItem.sharding(SHARDING));
    database.dynamo().putItem(put -> put.tableName(database.tables().registry()).item(sharded));
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      sessions.add(session(start(i), bots().get(Math.min(2, random.nextInt(5)))));
    }
    // The last bot has days with sessions that were counted without measures.
    Map<Boolean, List<Session>> byMeasured =
        sessions.stream()
            .collect(
                Collectors.partitioningBy(
                    one ->
                        !one.conversation().bot().equals(bots().getLast().id())
                            || one.startTime().isBefore(UNMEASURED_FROM)));
    byMeasured.forEach(this::count);
    return sessions;
  }

  private void count(boolean withMeasures, List<Session> sessions) {
    List<Map<String, AttributeValue>> items =
        sessions.stream().map(one -> SessionItem.of(one, expiry, shard(one))).toList();
    Batches.putAll(database.dynamo(), database.tables().sessions(), items);
    DynamoSessionCounters.of(database.dynamo(), database.tables(), clock, withMeasures)
        .count(pump.next());
  }

  /** Returns starts near changes of clocks, on one busy day, before the edge, or anywhere. */
  private Instant start(int number) {
    return switch (number % 5) {
      case 0 ->
          CHANGES
              .get(random.nextInt(CHANGES.size()))
              .plusMillis(random.nextInt(14_400_000) - 7_200_000);
      case 1, 2 -> Instant.parse("2026-10-30T00:00:00Z").plusMillis(random.nextInt(86_400_000));
      case 3 -> FIRST.plusMillis(random.nextInt(36 * 3_600_000));
      default -> FIRST.plusMillis(random.nextLong(Duration.between(FIRST, NOW).toMillis()));
    };
  }

  private Session session(Instant start, Bot bot) {
    ConversationKey key = new ConversationKey(bot.id(), "user-" + random.nextInt(8), "rtm");
    Session session = Session.starting(SessionId.of(start, random.nextLong()), key);
    // Some sessions last for days, or are recorded late, so they are kept past the edge.
    Instant recorded =
        (random.nextInt(4) == 0 ? NOW : start.plusSeconds(1200)).truncatedTo(ChronoUnit.SECONDS);
    return new Session(
        session.id(),
        key,
        start.plusMillis(random.nextInt(3_600_000)),
        List.of(),
        random.nextInt(4) == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        ContainmentType.values()[random.nextInt(3)],
        Optional.empty(),
        random.nextInt(5) == 0,
        Tags.NONE,
        random.nextInt(9),
        random.nextInt(3),
        random.nextInt(10) == 0
            ? Optional.empty()
            : Optional.of(
                new Closing(CloseReason.API, recorded.isAfter(NOW) ? NOW : recorded, "en", 0, 1)));
  }

  private int shard(Session session) {
    return bots().stream()
        .filter(bot -> bot.id().equals(session.conversation().bot()))
        .findFirst()
        .map(bot -> SessionItem.shardOf(session, bot.sharding()))
        .orElseThrow();
  }

  /** Returns the bots. The second one has several shards from a day on. */
  private List<Bot> bots() {
    return List.of(
        new Bot(new BotId("st-" + name), "acme", BotSettings.DEFAULT),
        new Bot(new BotId("st-" + name + "-b"), "acme", BotSettings.DEFAULT, SHARDING),
        new Bot(new BotId("st-" + name + "-c"), "acme", BotSettings.DEFAULT));
  }
}
