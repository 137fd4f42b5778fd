package org.conversationsessions.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
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
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.registry.BotItem;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.tag.DynamoTagIndex;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Random queries (contract, section 5) over random histories, compared with an oracle that filters
 * all sessions in memory, including while sessions start, change, close and expire between the
 * pages.
 */
class HistoryOracleIT {
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Instant FIRST = Instant.parse("2026-11-17T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final LocalDate SHARDING_FROM = LocalDate.parse("2026-11-18");
  private static final Sharding SHARDING = Sharding.ONE.with(SHARDING_FROM, 3);

  /**
   * The number of queries to each of two histories: one that reads small windows completely, and
   * one that never does. Every run has other queries; {@code .ci/nightly} runs thousands.
   */
  private static final int QUERIES = Integer.getInteger("oracle.queries", 25);

  /** How often the pages of a changing history are walked through; {@code .ci/nightly} does 12. */
  private static final int WALKS = Integer.getInteger("oracle.walks", 4);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(HistoryOracleIT.class);
  private final AtomicLong now = new AtomicLong(NOW.toEpochMilli());
  private final Clock clock = new MovingClock(now);
  private final StreamPump pump =
      new StreamPump(TestDynamo.LOCAL, database.tables(), RETENTION, clock);
  private final Expiry expiry = new Expiry(RETENTION, clock);
  private final String name = UUID.randomUUID().toString();
  private final Random random;

  /** The records of the sessions. */
  private final Map<SessionId, Session> truth = new HashMap<>();

  /** The live sessions with their present tags. */
  private final Map<SessionId, Session> present = new ConcurrentHashMap<>();

  private long version;

  HistoryOracleIT(@Seeded Random random) {
    this.random = random;
  }

  @Test
  void pagesOfDenseHistoriesAreThoseOfTheOracle() {
    fill(900, Duration.ofHours(60));
    ask(history(0));
    ask(history(200));
  }

  @Test
  void pagesOfBurstsWithinSecondsAreThoseOfTheOracle() {
    fill(700, Duration.ofMinutes(9));
    ask(history(0));
    ask(history(200));
  }

  /** A live session matches by its record; a closed one also by tags that come late. */
  @Test
  void tagsThatChangeAreThoseOfTheOracle() {
    fill(900, Duration.ofHours(6));
    for (int round = 0; round < 3; round++) {
      change(60);
      count();
      ask(history(0), this::tagged);
    }
  }

  /** Of some hours all sessions have expired or are removed, of others some. */
  @Test
  void tagsOfSessionsThatExpireAreThoseOfTheOracle() {
    fill(900, Duration.ofHours(30));
    for (int hours : List.of(3, 12, 20)) {
      now.set(FIRST.plus(RETENTION).plus(Duration.ofHours(hours)).toEpochMilli());
      ask(history(0), this::tagged);
      // DynamoDB removes expired sessions late; then others start in the same hours.
      for (Session session : List.copyOf(truth.values())) {
        if (isExpired(session) && random.nextInt(4) > 0) {
          remove(session);
        }
      }
      put(
          IntStream.range(0, 30)
              .mapToObj(i -> closedAt(clock.instant(), randomStart(Duration.ofHours(30))))
              .toList());
      count();
      ask(history(0), this::tagged);
    }
  }

  /** Sessions that an earlier release has counted are found by their rows. */
  @Test
  void daysThatWereNotIndexedFromTheFirstSessionAreThoseOfTheOracle() {
    register();
    put(IntStream.range(0, 300).mapToObj(i -> someSession(Duration.ofHours(40))).toList());
    List<StreamPump.Change> first = pump.nextChanges();
    DynamoSessionCounters.of(database.dynamo(), database.tables(), clock, true)
        .count(first.stream().map(StreamPump.Change::counts).toList());
    forgetThatDaysAreIndexed();
    put(IntStream.range(0, 600).mapToObj(i -> someSession(Duration.ofHours(80))).toList());
    count();
    ask(history(0), this::tagged);
  }

  /** Sessions of an hour of which the index lacks some are found by their rows. */
  @Test
  void hoursWithAnOverfullSecondAreThoseOfTheOracle() {
    fill(900, Duration.ofHours(30));
    changeCounters(
        "e",
        item -> {
          if (random.nextInt(3) == 0) {
            item.remove("e");
            item.put("o", AttributeValue.fromBool(true));
          }
        });
    ask(history(0), this::tagged);
  }

  /** The index follows a change of a tag with one write for each value. */
  @Test
  void aSessionThatTwoListsNameIsOnceOnThePageAndInTheTotal() {
    fill(900, Duration.ofHours(6));
    Session gold = withTags(closed(FIRST.plusSeconds(90), bots().getFirst()), plan("gold"));
    put(List.of(gold));
    count();
    put(List.of(withTags(gold, plan("silver"))));
    List<StreamPump.Change> changes = pump.nextChanges();
    TagChange whole = changes.getFirst().tags();
    TagTerm silver = new TagTerm("plan", "silver");
    assertThat(whole.postings()).hasSize(2).containsKey(silver);
    Map<TagTerm, Posting> firstWrite = new HashMap<>(whole.postings());
    firstWrite.keySet().retainAll(Set.of(silver));
    index(List.of(new TagChange(whole.bot(), whole.userId(), firstWrite, whole.neededUntil())));

    HistoryFilter filter =
        new HistoryFilter(
            new TimeWindow(FIRST, NOW),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TagFilter(
                List.of(
                    new TagFilter.Condition(
                        "plan", Set.of("gold", "silver"), Optional.of(TagFilter.Type.USER))),
                List.of()));
    HistoryQuery query =
        new HistoryQuery(
            registered(List.of(bots().getFirst())), filter, 0, Optional.empty(), 1_000);
    assertThat(history(0).page(query)).isEqualTo(oracle().page(query));
  }

  private static Tags plan(String value) {
    return new Tags(List.of(new Tag("plan", value)), List.of());
  }

  /**
   * With a cursor, every session that matches from the first page to the last is on exactly one
   * page, however sessions start, change and expire meanwhile, and however far the counters lag.
   */
  @Test
  void aCursorLosesAndRepeatsNothingWhileTheHistoryChanges() {
    fill(700, Duration.ofHours(30));
    for (int walk = 0; walk < WALKS; walk++) {
      HistoryFilter filter = filter(new TimeWindow(FIRST, NOW), walk % 4);
      List<BotId> bots = walk % 3 == 0 ? bots() : List.of(bots().get(walk % 3));
      Set<SessionId> throughout = matching(filter, bots);
      List<SessionId> seen = new ArrayList<>();
      Optional<SessionId> after = Optional.empty();
      for (HistoryPage page = page(bots, filter, 0, after, 53); ; ) {
        page.sessions().forEach(session -> seen.add(session.id()));
        if (!page.moreAvailable()) {
          break;
        }
        after = Optional.of(page.sessions().getLast().id());
        change(6);
        if (random.nextInt(3) == 0) {
          count();
        }
        throughout.retainAll(matching(filter, bots));
        page = page(bots, filter, 0, after, 53);
      }
      assertThat(seen).as("walk %d", walk).doesNotHaveDuplicates();
      assertThat(seen).as("walk %d", walk).containsAll(throughout);
    }
  }

  /**
   * With skip, every session that exists from the first page to the last is on a page, while others
   * start, close and become interactive, and the counters lag up to 20 seconds. A session may be on
   * two pages, because newer ones move it down.
   */
  @Test
  void skippingLosesNothingWhileSessionsStartAndTheCountersLag() {
    fill(700, Duration.ofHours(60));
    for (int walk = 0; walk < WALKS; walk++) {
      TimeWindow window = new TimeWindow(FIRST, NOW.plus(Duration.ofDays(1)));
      BotId bot = bots().get(walk % 2);
      HistoryFilter filter = filter(window, 0);
      Set<SessionId> before = matching(filter, List.of(bot));
      Set<SessionId> seen = new HashSet<>();
      count();
      long skip = 0;
      for (HistoryPage page = page(List.of(bot), filter, 0, Optional.empty(), 100); ; ) {
        page.sessions().forEach(session -> seen.add(session.id()));
        skip += page.sessions().size();
        if (!page.moreAvailable()) {
          break;
        }
        // Sessions start within the next 10 seconds; all earlier ones have been counted.
        count();
        now.addAndGet(10_000);
        start(bot, 7);
        page = page(List.of(bot), filter, skip, Optional.empty(), 100);
      }
      assertThat(seen).as("walk %d", walk).containsAll(before);
    }
  }

  private void ask(SessionHistory history) {
    ask(history, this::tags);
  }

  private void ask(SessionHistory history, Supplier<TagFilter> tags) {
    List<Session> all = List.copyOf(truth.values());
    SessionHistory oracle = oracle();
    List<HistoryQuery> queries =
        IntStream.range(0, QUERIES).mapToObj(i -> query(all, tags.get())).toList();
    queries.parallelStream()
        .forEach(
            query -> assertThat(history.page(query)).as("%s", query).isEqualTo(oracle.page(query)));
  }

  private SessionHistory oracle() {
    List<Session> all = List.copyOf(truth.values());
    return new InMemorySessionHistory(
        () -> all, session -> present.getOrDefault(session.id(), session), RETENTION, clock);
  }

  private HistoryQuery query(List<Session> all, TagFilter tags) {
    HistoryFilter plain =
        new HistoryFilter(
            window(all),
            random.nextInt(tags.isEmpty() ? 4 : 9) == 0
                ? Optional.of("user-" + random.nextInt(9))
                : Optional.empty(),
            random.nextInt(3) == 0
                ? Optional.of(ContainmentType.values()[random.nextInt(3)])
                : Optional.empty(),
            random.nextInt(3) == 0
                ? Optional.of(SessionType.values()[random.nextInt(2)])
                : Optional.empty(),
            tags);
    List<BotId> bots =
        random.nextInt(6) == 0 ? bots() : List.of(bots().get(random.nextInt(bots().size())));
    boolean cursor = random.nextInt(4) == 0;
    return new HistoryQuery(
        registered(bots),
        plain,
        cursor || random.nextInt(3) == 0 ? 0 : random.nextInt(all.size() + 20),
        cursor ? Optional.of(all.get(random.nextInt(all.size())).id()) : Optional.empty(),
        random.nextInt(40) == 0 ? 1000 : 1 + random.nextInt(70));
  }

  private TagFilter tags() {
    return random.nextInt(4) == 0 ? tagged() : TagFilter.NONE;
  }

  private TagFilter tagged() {
    return switch (random.nextInt(5)) {
      case 0 -> new TagFilter(List.of(), List.of(condition(), condition()));
      case 1 -> new TagFilter(List.of(condition(), condition()), List.of());
      case 2 -> new TagFilter(List.of(condition()), List.of(condition(), condition()));
      default -> new TagFilter(List.of(condition()), List.of());
    };
  }

  private TagFilter.Condition condition() {
    return new TagFilter.Condition(
        random.nextInt(4) == 0 ? "region" : "plan",
        random.nextInt(3) == 0 ? Set.of("gold", "silver") : Set.of(value()),
        List.of(
                Optional.<TagFilter.Type>empty(),
                Optional.of(TagFilter.Type.USER),
                Optional.of(TagFilter.Type.SESSION))
            .get(random.nextInt(3)));
  }

  /** Returns a frequent value more often than a rare one. */
  private String value() {
    return List.of("gold", "gold", "gold", "silver", "tin").get(random.nextInt(5));
  }

  private List<Tag> someTags() {
    List<Tag> tags = new ArrayList<>();
    if (random.nextBoolean()) {
      tags.add(new Tag("plan", value()));
    }
    if (random.nextInt(9) == 0) {
      tags.add(new Tag("region", value()));
    }
    return tags;
  }

  /**
   * Returns an end of a window: near a day, an hour, a bucket, a millisecond, a session, or any.
   */
  private TimeWindow window(List<Session> all) {
    Instant a = instant(all);
    Instant b = instant(all);
    return a.isAfter(b) ? new TimeWindow(b, a) : new TimeWindow(a, b);
  }

  private Instant instant(List<Session> all) {
    Instant at = all.get(random.nextInt(all.size())).startTime();
    long moved = random.nextInt(3) - 1;
    return switch (random.nextInt(6)) {
      case 0 -> TimeBucket.start(TimeBucket.of(at)).plusMillis(moved);
      case 1 ->
          TimeBucket.start(TimeBucket.firstOfHour(TimeBucket.hour(TimeBucket.of(at))))
              .plusMillis(moved);
      case 2 -> SessionItem.day(at).atStartOfDay().toInstant(ZoneOffset.UTC).plusMillis(moved);
      case 3 -> at.plusMillis(moved);
      case 4 -> FIRST.plusMillis(random.nextInt(80 * 3_600_000)).minus(Duration.ofHours(4));
      default -> random.nextBoolean() ? FIRST : NOW.plus(Duration.ofHours(20));
    };
  }

  private HistoryFilter filter(TimeWindow window, int which) {
    return new HistoryFilter(
        window,
        which == 1 ? Optional.of("user-1") : Optional.empty(),
        which == 2 ? Optional.of(ContainmentType.SELF_SERVICE) : Optional.empty(),
        which == 3 ? Optional.of(SessionType.INTERACTIVE) : Optional.empty(),
        TagFilter.NONE);
  }

  private Set<SessionId> matching(HistoryFilter filter, List<BotId> bots) {
    Set<SessionId> ids = new HashSet<>();
    truth.values().stream()
        .filter(session -> bots.contains(session.conversation().bot()) && filter.matches(session))
        .forEach(session -> ids.add(session.id()));
    return ids;
  }

  private HistoryPage page(
      List<BotId> bots, HistoryFilter filter, long skip, Optional<SessionId> after, int limit) {
    return history(random.nextBoolean() ? 0 : 200)
        .page(new HistoryQuery(registered(bots), filter, skip, after, limit));
  }

  private SessionHistory history(int few) {
    return new DynamoSessionHistory(
        database.dynamo(),
        database.tables(),
        expiry,
        new DynamoConversations(database.dynamo(), database.tables(), expiry),
        few);
  }

  private void fill(int sessions, Duration span) {
    register();
    put(IntStream.range(0, sessions).mapToObj(i -> someSession(span)).toList());
    count();
  }

  /** Returns a session: one of ten is live. */
  private Session someSession(Duration span) {
    BotId bot = bots().get(Math.min(2, random.nextInt(5)));
    Instant start = randomStart(span);
    return random.nextInt(10) == 0 ? live(start, bot) : closed(start, bot);
  }

  /** Every other session starts within one of a few bursts. */
  private Instant randomStart(Duration span) {
    return random.nextBoolean()
        ? FIRST.plusMillis((long) (random.nextDouble() * span.toMillis()))
        : FIRST
            .plus(span.dividedBy(7).multipliedBy(random.nextInt(7)))
            .plusMillis(random.nextInt(12_000));
  }

  /** Starts, changes and removes random sessions. */
  private void change(int changes) {
    List<Session> some = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      List<Session> all = List.copyOf(truth.values());
      Session one = all.get(random.nextInt(all.size()));
      switch (random.nextInt(4)) {
        case 0 -> remove(one);
        case 1 -> some.add(again(one));
        case 2 -> some.add(one.closing().isEmpty() ? live(one) : again(one));
        default ->
            some.add(
                closed(
                    FIRST.plusMillis(random.nextInt(60 * 3_600_000)),
                    bots().get(random.nextInt(3))));
      }
    }
    put(some);
  }

  private void start(BotId bot, int sessions) {
    List<Session> some = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      some.add(closed(clock.instant().minusMillis(random.nextInt(9000)), bot));
    }
    put(some);
  }

  private Session closed(Instant start, BotId bot) {
    ConversationKey key = new ConversationKey(bot, "user-" + random.nextInt(8), "rtm");
    return again(Session.starting(SessionId.of(start, random.nextLong()), key));
  }

  private Session closedAt(Instant closedAt, Instant start) {
    BotId bot = bots().get(random.nextInt(3));
    ConversationKey key = new ConversationKey(bot, "user-" + random.nextInt(8), "rtm");
    return with(
        Session.starting(SessionId.of(start, random.nextLong()), key), Optional.of(closedAt));
  }

  /** Returns a session with other figures, closed within two hours of its start. */
  private Session again(Session session) {
    return with(session, Optional.of(session.startTime().plusSeconds(60 + random.nextInt(7_200))));
  }

  /** Returns a session that is live in a conversation of its own. */
  private Session live(Instant start, BotId bot) {
    ConversationKey key =
        new ConversationKey(bot, "user-" + random.nextInt(8), "channel-" + random.nextLong());
    return live(Session.starting(SessionId.of(start, random.nextLong()), key));
  }

  /** Returns the record of a live session, whose tags have changed since. */
  private Session live(Session session) {
    Session live = with(session, Optional.empty());
    Session now = withTags(live, new Tags(someTags(), someTags()));
    DynamoConversations conversations =
        new DynamoConversations(database.dynamo(), database.tables(), expiry);
    long read = conversations.readConsistently(session.conversation()).version();
    assertThat(
            conversations.commit(
                new Conversation(
                    session.conversation(),
                    read,
                    new LiveSession(
                        now, now.endTime(), null, Optional.empty(), ContainmentFacts.NOTHING),
                    null,
                    RecentEvents.NONE,
                    ClearMarkers.NONE),
                List.of(),
                List.of(),
                Sharding.ONE))
        .isInstanceOf(Conversations.Commit.Done.class);
    present.put(session.id(), now);
    return live;
  }

  private Session with(Session session, Optional<Instant> closedAt) {
    // Only a closing makes a session a drop-off.
    int lowest = closedAt.isPresent() ? 0 : ContainmentType.SELF_SERVICE.ordinal();
    return new Session(
        session.id(),
        session.conversation(),
        session.endTime(),
        List.of(),
        random.nextInt(5) == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        ContainmentType.values()[Math.max(lowest, random.nextInt(5) - 2)],
        Optional.empty(),
        false,
        new Tags(someTags(), someTags()),
        2,
        0,
        closedAt.map(at -> new Closing(CloseReason.API, at, "en", 0, 1)));
  }

  private static Session withTags(Session session, Tags tags) {
    return new Session(
        session.id(),
        session.conversation(),
        session.endTime(),
        session.languages(),
        session.type(),
        session.containment(),
        session.transfer(),
        session.developer(),
        tags,
        session.messages(),
        session.tasks(),
        session.closing());
  }

  private boolean isExpired(Session session) {
    return session
        .closing()
        .map(closing -> !closing.recordedAt().plus(RETENTION).isAfter(clock.instant()))
        .orElse(false);
  }

  private void put(List<Session> some) {
    Map<SessionId, Session> last = new HashMap<>();
    some.stream()
        .filter(session -> !truth.containsKey(session.id()) || last.get(session.id()) == null)
        .forEach(session -> last.put(session.id(), session));
    List<WriteRequest> writes = new ArrayList<>();
    for (Session session : last.values()) {
      truth.put(session.id(), session);
      if (session.closing().isPresent()) {
        present.remove(session.id());
      }
      version++;
      Map<String, AttributeValue> item =
          SessionItem.of(session, expiry, sharding(session.conversation().bot()), version);
      writes.add(WriteRequest.builder().putRequest(p -> p.item(item)).build());
    }
    for (int from = 0; from < writes.size(); from += 25) {
      List<WriteRequest> batch = writes.subList(from, Math.min(writes.size(), from + 25));
      database
          .dynamo()
          .batchWriteItem(write -> write.requestItems(Map.of(database.tables().sessions(), batch)));
    }
  }

  private void remove(Session session) {
    truth.remove(session.id());
    ConversationKey key = session.conversation();
    database
        .dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName(database.tables().sessions())
                    .key(
                        Map.of(
                            SessionItem.OWNER,
                            Attributes.s(SessionItem.owner(key.bot(), key.userId())),
                            SessionItem.ID,
                            Attributes.s(session.id().value()))));
  }

  private Sharding sharding(BotId bot) {
    return bot.equals(bots().get(1)) ? SHARDING : Sharding.ONE;
  }

  /** Returns the bots. The second one has several shards from its second day on. */
  private List<BotId> bots() {
    return List.of(
        new BotId("st-" + name), new BotId("st-" + name + "-b"), new BotId("st-" + name + "-c"));
  }

  private List<Bot> registered(List<BotId> ids) {
    return ids.stream().map(id -> new Bot(id, "acme", BotSettings.DEFAULT, sharding(id))).toList();
  }

  private void register() {
    Map<String, AttributeValue> item = new HashMap<>(BotItem.of(bots().get(1), "acme"));
    item.put(BotItem.SHARDING, BotItem.sharding(SHARDING));
    database.dynamo().putItem(put -> put.tableName(database.tables().registry()).item(item));
  }

  private void count() {
    List<StreamPump.Change> changes = pump.nextChanges();
    index(changes.stream().map(StreamPump.Change::tags).toList());
    DynamoSessionCounters.of(database.dynamo(), database.tables(), clock, true)
        .count(changes.stream().map(StreamPump.Change::counts).toList());
  }

  private void index(List<TagChange> changes) {
    assertThat(DynamoTagIndex.of(database.dynamo(), database.tables(), clock).apply(changes))
        .isEmpty();
  }

  /** Removes from all days what a release without an index by tag would not have written. */
  private void forgetThatDaysAreIndexed() {
    changeCounters("t", item -> item.remove("t"));
  }

  /** Changes the items of the counters table that have an attribute. */
  private void changeCounters(String attribute, Consumer<Map<String, AttributeValue>> change) {
    database
        .dynamo()
        .scanPaginator(scan -> scan.tableName(database.tables().counters()))
        .items()
        .stream()
        .filter(item -> item.containsKey(attribute))
        .forEach(
            item -> {
              Map<String, AttributeValue> changed = new HashMap<>(item);
              change.accept(changed);
              database
                  .dynamo()
                  .putItem(put -> put.tableName(database.tables().counters()).item(changed));
            });
  }

  /** A clock that is set by the test. */
  private static final class MovingClock extends Clock {
    private final AtomicLong now;

    MovingClock(AtomicLong now) {
      this.now = now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }
  }
}
