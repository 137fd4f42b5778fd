package org.conversationsessions.application.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.SessionFixture;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TagFilter.Condition;
import org.conversationsessions.domain.history.TagFilter.Type;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link SessionHistory} promises (contract, section 5). */
public abstract class SessionHistoryPortTests {
  /** How long the implementation under test keeps closed sessions. */
  protected static final Duration RETENTION = Duration.ofDays(90);

  /** The service's time for the implementation under test. */
  protected static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");
  private static final Instant ALIVE = CLOCK.instant().minus(Duration.ofDays(10));
  private static final Instant EXPIRED = CLOCK.instant().minus(RETENTION);
  private static final List<String> CHANNELS = List.of("rtm", "email", "sms");
  private static final String LONG = "x".repeat(256);

  private final String name = UUID.randomUUID().toString();

  /** The present figures of the live sessions. */
  private final Map<SessionId, Session> present = new HashMap<>();

  /** Returns the history under test, with {@link #CLOCK} and {@link #RETENTION}. */
  protected abstract SessionHistory history();

  /** Returns the conversations whose sessions it contains. */
  protected abstract Conversations conversations();

  @Test
  void aBotWithoutSessionsHasAnEmptyHistory() {
    assertThat(history().page(query(bots(bot(0)), all()))).isEqualTo(empty());
    assertThat(history().page(query(List.of(), all()))).isEqualTo(empty());
    assertThat(history().byId(bots(bot(0)), List.of(SessionId.of(NOON, 1)))).isEmpty();
    assertThat(history().byId(List.of(), List.of())).isEmpty();
  }

  @Test
  void theLatestStartComesFirstAndTiesAreInDescendingOrderOfIdentifiers() {
    Session a = closed(key(0), SessionId.of(NOON, 1));
    Session b = closed(key(0), SessionId.of(NOON, 2));
    Session c = closed(key(1), SessionId.of(NOON.minusMillis(1), 9));
    Session d = closed(key(1), SessionId.of(NOON.plus(Duration.ofDays(1)), 1));
    write(List.of(a, b, c, d));

    assertThat(page(all(), 0, 100).sessions()).containsExactly(d, b, a, c);
    assertThat(page(all(), 1, 2)).isEqualTo(new HistoryPage(4, List.of(b, a), true));
    assertThat(page(all(), 2, 2)).isEqualTo(new HistoryPage(4, List.of(a, c), false));
    assertThat(page(all(), 4, 2)).isEqualTo(new HistoryPage(4, List.of(), false));
    assertThat(page(all(), Long.MAX_VALUE, 2)).isEqualTo(new HistoryPage(4, List.of(), false));
  }

  @Test
  void bothEndsOfTheWindowAreIncluded() {
    Session at = closed(key(0), SessionId.of(NOON, 1));
    write(List.of(at));

    assertThat(page(window(NOON, NOON), 0, 10).total()).isEqualTo(1);
    assertThat(page(window(NOON.minusMillis(1), NOON), 0, 10).total()).isEqualTo(1);
    assertThat(page(window(NOON.minusMillis(5), NOON.minusMillis(1)), 0, 10).total()).isZero();
    assertThat(page(window(NOON.plusMillis(1), NOON.plusMillis(5)), 0, 10).total()).isZero();
    assertThat(page(window(NOON.plusNanos(1), NOON.plusNanos(2)), 0, 10).total()).isZero();
  }

  @Test
  void anyWindowIsAllowed() {
    write(List.of(closed(key(0), SessionId.of(NOON, 1))));

    assertThat(page(window(Instant.MIN, Instant.EPOCH.minusSeconds(1)), 0, 10)).isEqualTo(empty());
    assertThat(page(window(SessionId.MAX_START.plusSeconds(1), Instant.MAX), 0, 10))
        .isEqualTo(empty());
    assertThat(page(window(Instant.MAX, Instant.MAX), 0, 10)).isEqualTo(empty());
    HistoryFilter lastSecond =
        new HistoryFilter(
            new TimeWindow(Instant.MAX.minusSeconds(1), Instant.MAX),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    assertThat(page(lastSecond, 0, 10)).isEqualTo(empty());
    HistoryFilter ofUser =
        new HistoryFilter(
            new TimeWindow(Instant.MIN, Instant.MAX),
            Optional.of("user-0"),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    assertThat(page(ofUser, 0, 10).total()).isEqualTo(1);
  }

  @Test
  void aWideWindowWithoutSessionsOnItsLastDaysLosesNone() {
    HistoryFilter months =
        new HistoryFilter(
            new TimeWindow(NOON.minus(Duration.ofDays(60)), NOON.plus(Duration.ofDays(5))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    assertThat(page(months, 0, 10)).isEqualTo(empty());

    Session last = closed(key(0), SessionId.of(NOON, 1));
    write(List.of(last));
    assertThat(page(months, 0, 10)).isEqualTo(new HistoryPage(1, List.of(last), false));

    List<Session> earlier = new ArrayList<>();
    for (int i = 1; i <= 250; i++) {
      earlier.add(closed(key(0), SessionId.of(NOON.minusSeconds(i), 1)));
    }
    write(earlier);
    HistoryPage page = page(months, 0, 2);
    assertThat(page.total()).isEqualTo(251);
    assertThat(page.sessions()).containsExactly(last, earlier.getFirst());
  }

  @Test
  void aLiveSessionIsReturnedWithItsPresentFigures() {
    Session storedSession = Session.starting(SessionId.of(NOON, 1), key(0));
    Session now = figures(storedSession, 17, List.of(new Tag("plan", "gold")));
    writeLive(storedSession, now);

    assertThat(page(all(), 0, 10).sessions()).containsExactly(now);
    assertThat(history().byId(bots(bot(0)), List.of(storedSession.id()))).containsExactly(now);
  }

  @Test
  void aLiveSessionMatchesByTheTagsOfItsRecord() {
    Session started = Session.starting(SessionId.of(NOON, 1), key(0));
    Session storedSession = tagged(started, new Tags(List.of(new Tag("plan", "gold")), List.of()));
    Session now = figures(storedSession, 17, List.of(new Tag("plan", "silver")));
    writeLive(storedSession, now);

    assertThat(page(tagged("plan", "gold"), 0, 10).sessions()).containsExactly(now);
    assertThat(page(tagged("plan", "silver"), 0, 10)).isEqualTo(empty());
  }

  @Test
  void expiredSessionsAreNeitherFoundNorCounted() {
    Session kept = closed(key(0), SessionId.of(NOON, 1), EXPIRED.plusSeconds(1));
    Session expired = closed(key(0), SessionId.of(NOON, 2), EXPIRED);
    Session live = Session.starting(SessionId.of(NOON, 3), key(1));
    write(List.of(kept, expired));
    writeLive(live, live);

    assertThat(page(all(), 0, 10).sessions()).containsExactly(live, kept);
    assertThat(page(all(), 0, 10).total()).isEqualTo(2);
    assertThat(page(tagged("none", "x"), 0, 10).total()).isZero();
    assertThat(history().byId(bots(bot(0)), List.of(kept.id(), expired.id(), live.id())))
        .containsExactly(live, kept);
  }

  @Test
  void byIdReturnsOnlySessionsOfTheseBotsInTheHistorysOrder() {
    Session a = closed(key(0), SessionId.of(NOON, 1));
    Session b = closed(key(1), SessionId.of(NOON.plusSeconds(1), 1));
    Session elsewhere =
        closed(new ConversationKey(bot(1), "user-0", "rtm"), SessionId.of(NOON.plusSeconds(2), 1));
    write(List.of(a, b, elsewhere));
    List<SessionId> asked =
        List.of(
            a.id(),
            elsewhere.id(),
            b.id(),
            a.id(),
            new SessionId("0".repeat(24)),
            new SessionId("f".repeat(24)),
            new SessionId("00000000fff" + "0".repeat(13)));

    assertThat(history().byId(bots(bot(0)), asked)).containsExactly(b, a);
    assertThat(history().byId(bots(bot(0), bot(1)), asked)).containsExactly(elsewhere, b, a);
    assertThat(history().byId(bots(bot(2)), asked)).isEmpty();
  }

  @Test
  void moreThanAMegabyteOfRowsIsReadAndCountedCompletely() {
    List<Tag> big = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      big.add(new Tag("tag-" + i, LONG));
    }
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      Session one = closed(key(i % 3), SessionId.of(NOON.plusSeconds(i), i));
      sessions.add(tagged(one, new Tags(big, List.of(new Tag("n", "" + i % 2)))));
    }
    write(sessions);
    HistoryFilter ofUser =
        new HistoryFilter(
            all().window(),
            Optional.of("user-1"),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    InMemorySessionHistory oracle = new InMemorySessionHistory(() -> sessions, RETENTION, CLOCK);

    for (HistoryFilter filter : List.of(all(), tagged("n", "1"), ofUser)) {
      for (long skip : new long[] {0, 64, 120}) {
        HistoryQuery query = new HistoryQuery(bots(bot(0)), filter, skip, Optional.empty(), 100);
        assertThat(history().page(query)).isEqualTo(oracle.page(query));
      }
    }
  }

  @Test
  void answersRandomQueriesLikeTheOracle(@Seeded Random random) {
    List<Session> truth = writeRandomHistory(random);
    InMemorySessionHistory oracle = oracle(truth);
    for (int i = 0; i < questions(); i++) {
      HistoryQuery query = randomQuery(random, truth);
      assertThat(history().page(query))
          .as("question %s: %s", i, query)
          .isEqualTo(oracle.page(query));
    }
    for (int i = 0; i < 10; i++) {
      List<SessionId> ids = new ArrayList<>();
      for (int j = 0; j < 20; j++) {
        ids.add(truth.get(random.nextInt(truth.size())).id());
      }
      assertThat(history().byId(bots(random), ids)).hasSizeLessThan(21);
      assertThat(history().byId(bots(bot(0), bot(1)), ids))
          .isEqualTo(oracle.byId(bots(bot(0), bot(1)), ids));
    }
  }

  @Test
  void pagingByCursorReturnsEverySessionOnce(@Seeded Random random) {
    List<Session> truth = writeRandomHistory(random);
    InMemorySessionHistory oracle = oracle(truth);
    for (HistoryFilter filter : List.of(wide(TagFilter.NONE), wide(tagged("t0", "v1").tags()))) {
      List<Bot> bots = bots(bot(0), bot(1), bot(2));
      List<Session> expected =
          oracle.page(new HistoryQuery(bots, filter, 0, Optional.empty(), 1000)).sessions();
      List<Session> found = new ArrayList<>();
      HistoryPage page;
      do {
        Optional<SessionId> after =
            found.isEmpty() ? Optional.empty() : Optional.of(found.getLast().id());
        page = history().page(new HistoryQuery(bots, filter, 0, after, 37));
        assertThat(page.total()).isEqualTo(expected.size());
        found.addAll(page.sessions());
      } while (page.moreAvailable());
      assertThat(found).isEqualTo(expected);
    }
  }

  /** Returns the number of random queries. */
  protected int questions() {
    return 120;
  }

  private List<Session> writeRandomHistory(Random random) {
    List<Session> truth = new ArrayList<>();
    Map<ConversationKey, List<Session>> storedSessions = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      ConversationKey key =
          new ConversationKey(
              bot(random.nextInt(3)), "user-" + random.nextInt(5), CHANNELS.get(random.nextInt(3)));
      // Twelve days, few instants: many of the same millisecond and at the ends of days.
      Instant start =
          NOON.minus(Duration.ofDays(6))
              .plus(Duration.ofHours(6L * random.nextInt(48)))
              .minusMillis(random.nextInt(3));
      Session storedSession =
          random(Session.starting(SessionId.of(start, random.nextLong()), key), random);
      boolean expired = random.nextInt(8) == 0;
      Closing closing =
          new Closing(
              CloseReason.values()[random.nextInt(4)],
              expired ? EXPIRED.minusSeconds(random.nextInt(100_000)) : ALIVE,
              "en",
              0,
              1);
      Session closed = storedSession.closed(closing, randomContainment(random));
      storedSessions.computeIfAbsent(key, k -> new ArrayList<>()).add(closed);
      truth.add(closed);
    }
    storedSessions.forEach((key, own) -> write(own));
    // One live session in some conversations, with newer figures than its item.
    for (ConversationKey key : storedSessions.keySet()) {
      if (random.nextBoolean()) {
        Instant start = NOON.plusSeconds(random.nextInt(3));
        Session storedSession =
            random(Session.starting(SessionId.of(start, random.nextLong()), key), random);
        Session now = figures(storedSession, random.nextInt(100), randomTags(random));
        writeLive(storedSession, now);
        truth.add(storedSession);
      }
    }
    return truth;
  }

  private HistoryQuery randomQuery(Random random, List<Session> truth) {
    Instant from = NOON.minus(Duration.ofHours(random.nextInt(200))).plusMillis(random.nextInt(3));
    Instant to = from.plus(Duration.ofHours(random.nextInt(8 * 24))).minusMillis(random.nextInt(3));
    HistoryFilter filter =
        new HistoryFilter(
            new TimeWindow(from.isAfter(to) ? to : from, to),
            random.nextInt(3) == 0 ? Optional.of("user-" + random.nextInt(6)) : Optional.empty(),
            random.nextInt(3) == 0 ? Optional.of(randomContainment(random)) : Optional.empty(),
            random.nextInt(3) == 0 ? Optional.of(randomType(random)) : Optional.empty(),
            random.nextInt(4) == 0 ? randomTagFilter(random) : TagFilter.NONE);
    Optional<SessionId> after =
        random.nextInt(4) == 0
            ? Optional.of(truth.get(random.nextInt(truth.size())).id())
            : Optional.empty();
    long skip = random.nextInt(3) == 0 ? random.nextInt(150) : 0;
    int limit = random.nextInt(3) == 0 ? 1000 : 1 + random.nextInt(40);
    return new HistoryQuery(bots(random), filter, skip, after, limit);
  }

  private List<Bot> bots(Random random) {
    List<Bot> bots = new ArrayList<>(bots(bot(0), bot(1), bot(2), bot(3)));
    Collections.shuffle(bots, random);
    return bots.subList(0, 1 + random.nextInt(4));
  }

  private static Session random(Session start, Random random) {
    return new Session(
        start.id(),
        start.conversation(),
        start.startTime().plusMillis(random.nextInt(100_000)),
        random.nextBoolean() ? List.of() : List.of("de", "en"),
        randomType(random),
        random.nextInt(4) == 0 ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
        Optional.empty(),
        random.nextBoolean(),
        new Tags(randomTags(random), randomTags(random)),
        random.nextInt(50),
        random.nextInt(5),
        Optional.empty());
  }

  private static List<Tag> randomTags(Random random) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      tags.add(new Tag("t" + i, "v" + random.nextInt(3)));
    }
    return tags;
  }

  private static TagFilter randomTagFilter(Random random) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      conditions.add(
          new Condition(
              "t" + random.nextInt(3),
              random.nextBoolean() ? Set.of("v0", "v1") : Set.of("v" + random.nextInt(3)),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(Type.values()[random.nextInt(2)])));
    }
    return random.nextBoolean()
        ? new TagFilter(conditions, List.of())
        : new TagFilter(List.of(), conditions);
  }

  private static SessionType randomType(Random random) {
    return SessionType.values()[random.nextInt(2)];
  }

  private static ContainmentType randomContainment(Random random) {
    return ContainmentType.values()[random.nextInt(3)];
  }

  private void write(List<Session> sessions) {
    new SessionFixture(conversations()).write(sessions);
  }

  private InMemorySessionHistory oracle(List<Session> records) {
    return new InMemorySessionHistory(
        () -> records, session -> present.getOrDefault(session.id(), session), RETENTION, CLOCK);
  }

  private void writeLive(Session storedSession, Session now) {
    present.put(storedSession.id(), now);
    new SessionFixture(conversations()).writeLive(storedSession, now);
  }

  private HistoryPage page(HistoryFilter filter, long skip, int limit) {
    return history().page(new HistoryQuery(bots(bot(0)), filter, skip, Optional.empty(), limit));
  }

  private static HistoryQuery query(List<Bot> bots, HistoryFilter filter) {
    return new HistoryQuery(bots, filter, 0, Optional.empty(), 100);
  }

  private static HistoryPage empty() {
    return new HistoryPage(0, List.of(), false);
  }

  private static HistoryFilter all() {
    return wide(TagFilter.NONE);
  }

  private static HistoryFilter wide(TagFilter tags) {
    return new HistoryFilter(
        new TimeWindow(NOON.minus(Duration.ofDays(3)), NOON.plus(Duration.ofDays(3))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        tags);
  }

  private static HistoryFilter window(Instant from, Instant to) {
    return new HistoryFilter(
        new TimeWindow(from, to),
        Optional.of("user-0"),
        Optional.empty(),
        Optional.empty(),
        TagFilter.NONE);
  }

  private static HistoryFilter tagged(String tag, String value) {
    return wide(
        new TagFilter(List.of(new Condition(tag, Set.of(value), Optional.empty())), List.of()));
  }

  private static Session tagged(Session session, Tags tags) {
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

  private static Session figures(Session storedSession, int messages, List<Tag> tags) {
    return new Session(
        storedSession.id(),
        storedSession.conversation(),
        storedSession.endTime().plusSeconds(60),
        List.of("it"),
        storedSession.type(),
        storedSession.containment(),
        storedSession.transfer(),
        true,
        new Tags(tags, List.of()),
        messages,
        7,
        Optional.empty());
  }

  private static Session closed(ConversationKey key, SessionId id) {
    return closed(key, id, ALIVE);
  }

  private static Session closed(ConversationKey key, SessionId id, Instant recordedAt) {
    return Session.starting(id, key)
        .closed(new Closing(CloseReason.API, recordedAt, "en", 0, 1), ContainmentType.DROP_OFF);
  }

  private static List<Bot> bots(BotId... ids) {
    return TestBots.of(List.of(ids));
  }

  private BotId bot(int number) {
    return new BotId("st-" + name + "-" + number);
  }

  private ConversationKey key(int user) {
    return new ConversationKey(bot(0), "user-" + user, "rtm");
  }
}
