package org.conversationsessions.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.billing.InMemoryBillingSessions;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.BillingSession;
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
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Random queries for billing sessions (contract, section 16) over random sessions: transfers,
 * developers, channels, shards, live sessions and the edge of the retention. Pages and totals are
 * compared with a model that bills all sessions.
 */
class BillingOracleIT {
  private static final Instant NOW = Instant.parse("2026-11-03T12:34:56Z");
  private static final Duration RETENTION = Duration.ofDays(20);
  private static final Instant FIRST = NOW.minus(Duration.ofDays(22));
  private static final Sharding SHARDING = Sharding.ONE.with(LocalDate.parse("2026-10-24"), 3);
  private static final List<String> CHANNELS = List.of("rtm", "RTM", "ivr", "Web");
  private static final int QUERIES = 150;
  private static final int SESSIONS = 700;

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(BillingOracleIT.class);
  private final StreamPump pump = new StreamPump(TestDynamo.LOCAL, database.tables(), RETENTION);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Expiry expiry = new Expiry(RETENTION, clock);
  private final String name = UUID.randomUUID().toString();
  private final Random random;

  BillingOracleIT(@Seeded Random random) {
    this.random = random;
  }

  @Test
  void pagesAndTotalsAreThoseOfTheModel() {
    List<Session> sessions = fill();
    BillingSessions model =
        new InMemoryBillingSessions(new InMemorySessionHistory(() -> sessions, RETENTION, clock));
    BillingSessions stored =
        new DynamoBillingSessions(database.dynamo(), database.tables(), expiry);
    List<BillingQuery> queries =
        IntStream.range(0, QUERIES).mapToObj(i -> query(sessions)).toList();

    queries.parallelStream()
        .forEach(
            query -> assertThat(stored.page(query)).as("%s", query).isEqualTo(model.page(query)));
  }

  @Test
  void theCursorWalksThroughEveryBillingSessionOnce() {
    List<Session> sessions = fill();
    BillingSessions stored =
        new DynamoBillingSessions(database.dynamo(), database.tables(), expiry);
    TimeWindow window = new TimeWindow(FIRST, NOW);
    BillingPage all =
        page(
            new InMemoryBillingSessions(
                new InMemorySessionHistory(() -> sessions, RETENTION, clock)),
            new BillingQuery(bots(), window, Optional.empty(), 0, Optional.empty(), 1000));
    List<FoundBillingSession> walked = new ArrayList<>();

    Optional<BillingPosition> after = Optional.empty();
    while (walked.size() < 1000) {
      int limit = Math.min(1000 - walked.size(), 1 + random.nextInt(300));
      BillingPage page =
          page(stored, new BillingQuery(bots(), window, Optional.empty(), 0, after, limit));
      assertThat(page.total()).isEqualTo(all.total());
      walked.addAll(page.billingSessions());
      if (!page.moreAvailable()) {
        break;
      }
      after = Optional.of(walked.getLast().position());
    }

    assertThat(all.total()).isGreaterThan(500);
    assertThat(walked).isEqualTo(all.billingSessions());
  }

  private static BillingPage page(BillingSessions billingSessions, BillingQuery query) {
    return ((BillingSessions.Result.Found) billingSessions.page(query)).page();
  }

  private BillingQuery query(List<Session> sessions) {
    Instant a = instant(sessions);
    Instant b = instant(sessions);
    Session any = sessions.get(random.nextInt(sessions.size()));
    boolean continued = random.nextInt(3) == 0;
    return new BillingQuery(
        random.nextInt(3) == 0 ? bots() : List.of(bots().get(random.nextInt(2))),
        a.isAfter(b) ? new TimeWindow(b, a) : new TimeWindow(a, b),
        random.nextInt(3) == 0
            ? Optional.of(CHANNELS.get(random.nextInt(CHANNELS.size())))
            : Optional.empty(),
        random.nextBoolean() ? 0 : random.nextInt(500),
        continued
            ? Optional.of(
                new BillingPosition(
                    any.id(), random.nextInt((int) BillingSession.count(any) + 1)))
            : Optional.empty(),
        1 + random.nextInt(200));
  }

  private Instant instant(List<Session> sessions) {
    Instant start = sessions.get(random.nextInt(sessions.size())).startTime();
    return switch (random.nextInt(4)) {
      case 0 -> start;
      case 1 -> start.plusMillis(1);
      case 2 -> start.truncatedTo(ChronoUnit.DAYS).minusMillis(random.nextInt(2));
      default ->
          FIRST.plusMillis(random.nextLong(Duration.between(FIRST, NOW).toMillis()));
    };
  }

  /** Writes and counts random sessions. */
  private List<Session> fill() {
    List<Session> sessions = IntStream.range(0, SESSIONS).mapToObj(i -> session()).toList();
    List<Map<String, AttributeValue>> items =
        sessions.stream().map(one -> SessionItem.of(one, expiry, shard(one))).toList();
    Batches.putAll(database.dynamo(), database.tables().sessions(), items);
    DynamoSessionCounters.of(database.dynamo(), database.tables(), clock, false).count(pump.next());
    return sessions;
  }

  private Session session() {
    // Half of the sessions start on one busy day.
    Instant start =
        random.nextBoolean()
            ? Instant.parse("2026-10-30T00:00:00Z").plusMillis(random.nextInt(86_400_000))
            : FIRST.plusMillis(random.nextLong(Duration.between(FIRST, NOW).toMillis()));
    Instant end =
        start.plusMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(2 * 3_600_000));
    Optional<AgentTransfer> transfer =
        random.nextInt(3) == 0
            ? Optional.of(
                new AgentTransfer(start.plusMillis(random.nextInt(3_600_000) - 60_000L), false))
            : Optional.empty();
    Instant recorded = end.plusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
    return new Session(
        SessionId.of(start, random.nextLong()),
        new ConversationKey(
            bots().get(random.nextInt(2)).id(),
            "user-" + random.nextInt(8),
            CHANNELS.get(random.nextInt(CHANNELS.size()))),
        end,
        List.of(),
        random.nextInt(6) == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        transfer.isPresent() ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
        transfer,
        random.nextInt(10) == 0,
        Tags.NONE,
        2,
        0,
        random.nextInt(10) == 0
            ? Optional.empty()
            : Optional.of(new Closing(CloseReason.API, recorded, "en", 0, 1)));
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
        new Bot(new BotId("st-" + name + "-b"), "acme", BotSettings.DEFAULT, SHARDING));
  }
}
