package org.conversationsessions.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.TestTables;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class BulkLoaderIT {
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Instant FIRST = Instant.parse("2026-11-10T00:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);
  private static final BotId BUSY = new BotId("st-busy");
  private static final BotId QUIET = new BotId("st-quiet");

  /** {@code .ci/nightly} writes 5,000. */
  private static final int SESSIONS = Integer.getInteger("bulk.sessions", 1_000);

  private static final HistoryFilter ALL =
      filter(Optional.empty(), Optional.empty(), Optional.empty());

  private final DynamoDbClient dynamo = TestDynamo.LOCAL.client();
  private final Tables tables = TestTables.createIn(dynamo);

  @Test
  void itsCountersEqualThoseOfTheStreamConsumer(@Seeded Random random) {
    List<Session> sessions = sessions(random, 350);
    Tables counted = TestTables.createIn(dynamo);
    StreamPump pump = new StreamPump(TestDynamo.LOCAL, counted, RETENTION);
    // In the order of their starts, as they come to a service: so the first day makes a new user.
    for (Session session :
        sessions.stream().sorted(Comparator.comparing(Session::startTime)).toList()) {
      dynamo.putItem(
          put -> put.tableName(counted.sessions()).item(SessionItem.of(session, EXPIRY, 0)));
    }
    List<CountChange> changes = pump.next();
    for (int from = 0; from < changes.size(); ) {
      int to = Math.min(changes.size(), from + 1 + random.nextInt(25));
      DynamoSessionCounters.of(dynamo, counted, CLOCK, true).count(changes.subList(from, to));
      from = to;
    }

    new BulkLoader(dynamo, tables, EXPIRY, true).write(sessions.iterator(), some -> {});

    assertThat(items(tables.sessions())).isEqualTo(items(counted.sessions()));
    assertThat(counts(tables))
        .hasSizeGreaterThan(100)
        .anyMatch(item -> CounterItem.isHour(new Attributes(item).text(CounterItem.SPAN)))
        .anyMatch(item -> new Attributes(item).text(CounterItem.SPAN).startsWith("m#"))
        .isEqualTo(counts(counted));
  }

  @Test
  void withoutEndUsersOnlyBotsAreCounted(@Seeded Random random) {
    new BulkLoader(dynamo, tables, EXPIRY, false)
        .write(sessions(random, 50).iterator(), some -> {});

    assertThat(counts(tables))
        .isNotEmpty()
        .allSatisfy(
            item ->
                assertThat(new Attributes(item).text(CounterItem.COUNTER_KEY)).startsWith("b#"));
  }

  @Test
  void itsHistoryIsThatOfTheOracle(@Seeded Random random) {
    List<Session> sessions = sessions(random, SESSIONS);
    AtomicInteger told = new AtomicInteger();

    new BulkLoader(dynamo, tables, EXPIRY, true).write(sessions.iterator(), told::addAndGet);

    assertThat(told).hasValue(SESSIONS);
    DynamoSessionHistory history =
        new DynamoSessionHistory(
            dynamo, tables, EXPIRY, new DynamoConversations(dynamo, tables, EXPIRY));
    InMemorySessionHistory oracle = new InMemorySessionHistory(() -> sessions, RETENTION, CLOCK);
    for (HistoryFilter filter :
        List.of(
            ALL,
            filter(Optional.of("user-0"), Optional.empty(), Optional.empty()),
            filter(Optional.empty(), Optional.of(ContainmentType.AGENT), Optional.empty()),
            filter(Optional.empty(), Optional.empty(), Optional.of(SessionType.INTERACTIVE)))) {
      for (List<BotId> bots : List.of(List.of(BUSY), List.of(BUSY, QUIET))) {
        for (long skip : new long[] {0, SESSIONS / 15, SESSIONS / 3, SESSIONS - 10}) {
          HistoryQuery query =
              new HistoryQuery(TestBots.of(bots), filter, skip, Optional.empty(), 40);
          assertThat(history.page(query)).as("%s", query).isEqualTo(oracle.page(query));
        }
      }
    }
  }

  @Test
  void aLiveSessionIsRefused() {
    Session live =
        Session.starting(SessionId.of(FIRST, 1), new ConversationKey(BUSY, "user-0", "rtm"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BulkLoader(dynamo, tables, EXPIRY, true)
                    .write(List.of(live).iterator(), some -> {}))
        .withMessageContaining("not closed");
  }

  /**
   * Returns sessions of three days and two bots. One bot and one end user have many sessions a day.
   */
  private static List<Session> sessions(Random random, int many) {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String user = "user-" + (random.nextInt(5) > 0 ? 0 : random.nextInt(40));
      ConversationKey key =
          new ConversationKey(random.nextInt(10) == 0 ? QUIET : BUSY, user, "rtm");
      Instant start = FIRST.plusMillis(random.nextLong(Duration.ofDays(3).toMillis()));
      sessions.add(
          new Session(
              SessionId.of(start, random.nextLong()),
              key,
              start.plusSeconds(random.nextInt(600)),
              List.of("en"),
              SessionType.values()[random.nextInt(2)],
              ContainmentType.values()[random.nextInt(3)],
              random.nextBoolean()
                  ? Optional.of(new AgentTransfer(start.plusSeconds(90), random.nextBoolean()))
                  : Optional.empty(),
              false,
              Tags.NONE,
              random.nextInt(20),
              0,
              Optional.of(new Closing(CloseReason.API, start.plusSeconds(1500), "en", 1, 1))));
    }
    return sessions;
  }

  private static HistoryFilter filter(
      Optional<String> user, Optional<ContainmentType> containment, Optional<SessionType> type) {
    return new HistoryFilter(
        new TimeWindow(FIRST.plusMillis(12_345), FIRST.plus(Duration.ofDays(3)).minusMillis(99)),
        user,
        containment,
        type,
        TagFilter.NONE);
  }

  private Set<Map<String, AttributeValue>> items(String table) {
    Set<Map<String, AttributeValue>> items = new HashSet<>();
    dynamo.scanPaginator(scan -> scan.tableName(table)).items().forEach(items::add);
    return items;
  }

  /** Returns an item without its version and sequence number. */
  private Set<Map<String, AttributeValue>> counts(Tables of) {
    Set<Map<String, AttributeValue>> counts = new HashSet<>();
    for (Map<String, AttributeValue> item : items(of.counters())) {
      Map<String, AttributeValue> count = new HashMap<>(item);
      count.remove(CounterItem.VERSION);
      count.remove("q");
      counts.add(count);
    }
    return counts;
  }
}
