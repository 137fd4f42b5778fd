package org.conversationsessions.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.billing.InMemoryBillingSessions;
import org.conversationsessions.application.billing.RandomBilling;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
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
  private static final int QUERIES = 150;
  private static final int SESSIONS = 700;

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(BillingOracleIT.class);
  private final StreamPump pump = new StreamPump(TestDynamo.LOCAL, database.tables(), RETENTION);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Expiry expiry = new Expiry(RETENTION, clock);
  private final String name = UUID.randomUUID().toString();
  private final Random random;
  private final RandomBilling billing;

  BillingOracleIT(@Seeded Random random) {
    this.random = random;
    this.billing = new RandomBilling(random, FIRST, NOW);
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
    return billing.query(
        random.nextInt(3) == 0 ? bots() : List.of(bots().get(random.nextInt(2))), sessions);
  }

  /** Writes and counts random sessions. */
  private List<Session> fill() {
    List<Session> sessions =
        IntStream.range(0, SESSIONS)
            .mapToObj(i -> billing.session(bots().get(random.nextInt(2)).id()))
            .toList();
    List<Map<String, AttributeValue>> items =
        sessions.stream().map(one -> SessionItem.of(one, expiry, shard(one))).toList();
    Batches.putAll(database.dynamo(), database.tables().sessions(), items);
    DynamoSessionCounters.of(database.dynamo(), database.tables(), clock, false).count(pump.next());
    return sessions;
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
