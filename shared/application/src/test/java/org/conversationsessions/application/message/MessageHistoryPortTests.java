package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.MessageHistory.Result;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EndedSession;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.message.TranscriptPart;
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
import org.conversationsessions.testing.Seeded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The tests of the port {@link MessageHistory} (contract, section 14). Everything is also written
 * into a model in memory, whose pages are compared with those of the history under test.
 */
public abstract class MessageHistoryPortTests {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /** The service's time. */
  protected static final Clock CLOCK = Clock.fixed(NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC);

  private static final List<String> CHANNELS = List.of("rtm", "web", "ivr");
  private static final Optional<Instant> NEVER = Optional.empty();

  private final String name = UUID.randomUUID().toString();
  private final InMemoryConversations model = new InMemoryConversations();
  private final MessageSealer modelSealer = new InMemorySealer();
  private final MessageHistory oracle = new InMemoryMessageHistory(model, modelSealer, CLOCK);

  /** Returns the history under test. */
  protected abstract MessageHistory history();

  /** Returns where its conversations and sessions are stored. */
  protected abstract Conversations conversations();

  /** Returns where its parts are stored. */
  protected abstract MessageParts parts();

  /** Returns what encrypts its parts. */
  protected abstract MessageSealer sealer();

  /** Returns the number of random queries. */
  protected int questions() {
    return 400;
  }

  @Test
  void theNewestMessageComesFirstAndTiesGoByTheOrderOfRecording() {
    Session a = closed(key(0), NOON, 3);
    Session b = closed(key(1), NOON.plusSeconds(1), 2);
    put(a, message(a, 0, NOON), message(a, 1, NOON.plusSeconds(5)), message(a, 2, NOON));
    put(b, message(b, 0, NOON.plusSeconds(5)), message(b, 1, NOON.plusSeconds(2)));

    assertThat(shown(all())).containsExactly("b0", "a1", "b1", "a2", "a0");
    assertThat(shown(forward(all()))).containsExactly("a0", "a2", "b1", "a1", "b0");
  }

  @Test
  void bothEndsOfTheWindowAreIncluded() {
    Session a = closed(key(0), NOON, 5);
    put(
        a,
        message(a, 0, NOON),
        message(a, 1, NOON.plusMillis(1)),
        message(a, 2, NOON.plusSeconds(9)),
        message(a, 3, NOON.plusSeconds(9).plusMillis(1)));
    put(a, message(a, 4, NOON.minusSeconds(600)));

    for (boolean ofUser : List.of(true, false)) {
      MessageFilter filter = filter(NOON.plusMillis(1), NOON.plusSeconds(9));
      MessageFilter asked = ofUser ? ofUser(filter, "user-0") : filter;
      assertThat(shown(query(asked, false, 0, 10))).containsExactly("a2", "a1");
      assertThat(page(query(asked, false, 0, 1)).total()).isEqualTo(2);
    }
  }

  @Test
  void aPartIsFoundByMessagesUpToAnHourFromItsFirst() {
    Session a = closed(key(0), NOON, 3);
    put(
        a,
        message(a, 0, NOON),
        message(a, 1, NOON.plus(Duration.ofHours(1))),
        message(a, 2, NOON.minus(Duration.ofHours(1))));

    Instant late = NOON.plus(Duration.ofHours(1));
    Instant early = NOON.minus(Duration.ofHours(1));
    assertThat(shown(query(filter(late, late), false, 0, 9))).containsExactly("a1");
    assertThat(shown(query(filter(early, early), false, 0, 9))).containsExactly("a2");
    assertThat(shown(query(ofUser(filter(late, late), "user-0"), false, 0, 9)))
        .containsExactly("a1");
  }

  @Test
  void messagesThatWaitInTheConversationAreFoundByUserBySessionAndByMessage() {
    Session a = live(key(0), NOON, 3);
    waiting(a, 1, message(a, 0, NOON), message(a, 1, NOON.plusSeconds(1)), message(a, 2, NOON));

    assertThat(shown(query(ofUser(wide(), "user-0"), false, 0, 9)))
        .containsExactly("a1", "a2", "a0");
    assertThat(shown(query(ofSessions(a.id()), false, 0, 9))).containsExactly("a1", "a2", "a0");
    assertThat(shown(around(a, 2, Side.LATER, 9))).containsExactly("a2", "a1");
    // Only what has left the conversation's item is found without these.
    assertThat(shown(all())).containsExactly("a0");
  }

  @Test
  void aPartThatIsStoredAndWaitsIsFoundOnce() {
    Session a = live(key(0), NOON, 4);
    Message[] messages = {
      message(a, 0, NOON), message(a, 1, NOON.plusSeconds(1)), message(a, 2, NOON.plusSeconds(2)),
    };
    put(a, messages[0], messages[1]);
    waiting(a, 0, messages);

    assertThat(shown(query(ofUser(wide(), "user-0"), false, 0, 9)))
        .containsExactly("a2", "a1", "a0");
    put(a, messages[0], messages[1], messages[2], message(a, 3, NOON.plusSeconds(3)));
    assertThat(shown(query(ofUser(wide(), "user-0"), false, 0, 9)))
        .containsExactly("a3", "a2", "a1", "a0");
    assertThat(page(query(ofSessions(a.id()), false, 0, 1)).total()).isEqualTo(4);
  }

  @Test
  void expiredMessagesAreNeitherFoundNorCounted() {
    Session a = closed(key(0), NOON, 3);
    Instant now = CLOCK.instant();
    put(a, Optional.of(now), message(a, 0, NOON));
    put(a, Optional.of(now.plusSeconds(1)), message(a, 1, NOON));
    put(a, Optional.of(now.minusSeconds(1)), message(a, 2, NOON));

    assertThat(shown(all())).containsExactly("a1");
    assertThat(shown(query(ofUser(wide(), "user-0"), false, 0, 9))).containsExactly("a1");
    assertThat(shown(query(ofSessions(a.id()), false, 0, 9))).containsExactly("a1");
    assertThat(history().page(around(a, 0, Side.LATER, 9)))
        .isInstanceOf(Result.UnknownMessage.class);
  }

  @Test
  void aSessionsMessagesIncludeLateOnesFromBeforeItsStartAndItsClosingMessage() {
    Instant closedAt = NOON.plus(Duration.ofDays(300));
    Session a = closed(key(0), NOON, 2, closedAt);
    put(a, message(a, 0, NOON.plusSeconds(1)));
    put(a, message(a, 1, NOON.minus(Duration.ofMinutes(15))));
    put(a, message(a, MessageId.CLOSING, closedAt));
    Session b = closed(key(1), NOON.plusSeconds(5), 1, NOON.plus(Duration.ofMinutes(20)));
    put(b, message(b, 0, NOON.plusSeconds(5)));
    put(b, message(b, MessageId.CLOSING, NOON.plus(Duration.ofMinutes(20))));

    assertThat(shown(query(ofSessions(a.id(), b.id()), true, 0, 9)))
        .containsExactly("a1", "a0", "b0", "bclosing", "aclosing");
    assertThat(shown(around(a, MessageId.CLOSING, Side.EARLIER, 9)))
        .containsExactly("aclosing", "a0", "a1");
  }

  @Test
  void messagesOfASettingOfLongerInactivityAreFoundToo() {
    Session a = closed(key(0), NOON, 2);
    put(a, message(a, 0, NOON));
    put(a, message(a, 1, NOON.minus(Duration.ofDays(9))));

    assertThat(shown(query(ofSessions(a.id()), false, 0, 9))).containsExactly("a0", "a1");
    assertThat(shown(around(a, 1, Side.LATER, 9))).containsExactly("a1", "a0");
  }

  @Test
  void onlySessionsThatExistAreReported() {
    Session a = closed(key(0), NOON, 1);
    SessionId unknown = SessionId.of(NOON, 77);
    put(a, message(a, 0, NOON));

    MessagePage page = page(query(ofSessions(a.id(), unknown), false, 0, 9));
    assertThat(page.sessions()).containsExactly(a.id());
    MessageFilter other = ofUser(ofSessions(a.id(), unknown), "user-1");
    assertThat(page(query(other, false, 0, 9)).sessions()).containsExactly(a.id());
    assertThat(page(query(other, false, 0, 9)).total()).isZero();
    assertThat(page(all()).sessions()).isEmpty();
  }

  @Test
  void fromAMessageOnlyItsConversationIsShown() {
    Session a = closed(key(0), NOON, 3);
    Session b = closed(new ConversationKey(bot(0).id(), "user-0", "web"), NOON.plusSeconds(1), 1);
    put(
        a,
        message(a, 0, NOON),
        message(a, 1, NOON.plusSeconds(2)),
        message(a, 2, NOON.plusSeconds(4)));
    put(b, message(b, 0, NOON.plusSeconds(1)));

    assertThat(shown(around(a, 1, Side.LATER, 9))).containsExactly("a1", "a2");
    assertThat(shown(around(a, 1, Side.EARLIER, 9))).containsExactly("a1", "a0");
    assertThat(shown(around(a, 1, Side.BOTH, 9))).containsExactly("a0", "a1", "a2");
    assertThat(shown(around(a, 1, Side.BOTH, 2))).containsExactly("a1", "a2");
    assertThat(shown(around(a, 2, Side.BOTH, 2))).containsExactly("a1", "a2");
    assertThat(page(around(a, 1, Side.LATER, 1)).total()).isEqualTo(2);
    assertThat(page(around(a, 1, Side.BOTH, 1)).total()).isEqualTo(3);
  }

  @Test
  void aMessageThatIsNotThereIsUnknown() {
    Session a = closed(key(0), NOON, 2);
    put(a, message(a, 0, NOON));
    List<MessageQuery> unknown =
        List.of(
            around(a, 1, Side.LATER, 9),
            around(a, MessageId.CLOSING, Side.BOTH, 9),
            around(closedSession(key(0), NOON, 1), 0, Side.LATER, 9),
            new MessageQuery(
                List.of(bot(1)),
                wide(),
                Optional.of(new Around(new MessageId(a.id(), 0), Side.LATER)),
                true,
                0,
                Optional.empty(),
                9,
                true));

    assertThat(unknown)
        .allSatisfy(
            query -> assertThat(history().page(query)).isInstanceOf(Result.UnknownMessage.class));
  }

  @Test
  void theChannelIsComparedInAnyCase() {
    Session a = closed(new ConversationKey(bot(0).id(), "user-0", "RtM"), NOON, 1);
    put(a, message(a, 0, NOON));

    for (String channel : List.of("rtm", "RTM", "RtM")) {
      assertThat(shown(query(onChannel(wide(), channel), false, 0, 9))).containsExactly("a0");
      assertThat(shown(query(onChannel(ofUser(wide(), "user-0"), channel), false, 0, 9)))
          .containsExactly("a0");
    }
    assertThat(page(query(onChannel(wide(), "rtm2"), false, 0, 9)).total()).isZero();
  }

  @Test
  void tagsAreThoseThatTheSessionHasNow() {
    Session a = live(key(0), NOON, 1, new Tags(List.of(new Tag("plan", "gold")), List.of()));
    waiting(a, 1, message(a, 0, NOON));

    FoundMessage shown = page(query(ofUser(wide(), "user-0"), false, 0, 9)).messages().getFirst();
    assertThat(shown.tags().user()).extracting(Tag::value).containsExactly("gold");
    assertThat(page(all()).messages().getFirst().tags()).isEqualTo(shown.tags());
    MessageQuery without =
        new MessageQuery(
            List.of(bot(0)), wide(), Optional.empty(), false, 0, Optional.empty(), 9, false);
    assertThat(page(without).messages().getFirst().tags()).isEqualTo(Tags.NONE);
  }

  @Test
  void aPageEndsWhereItsTextsAreLongerThanAResponseAndACursorContinues() {
    Session a = closed(key(0), NOON, 700);
    String text = "x".repeat(30_000);
    for (int number = 0; number < 700; number++) {
      put(a, message(a, number, NOON.plusMillis(number), text));
    }

    MessagePage first = page(query(wide(), false, 0, 10_000));
    assertThat(first.total()).isEqualTo(700);
    List<MessageId> found = new ArrayList<>();
    MessagePage page = first;
    while (true) {
      page.messages().forEach(one -> found.add(one.message().id()));
      if (!page.more()) {
        break;
      }
      page =
          page(
              new MessageQuery(
                  List.of(bot(0)),
                  wide(),
                  Optional.empty(),
                  false,
                  0,
                  Optional.of(MessagePosition.of(page.messages().getLast().message())),
                  10_000,
                  true));
    }
    assertThat(found)
        .hasSize(700)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void noBotsAndEmptyWindowsHaveNoMessages() {
    Session a = closed(key(0), NOON, 1);
    put(a, message(a, 0, NOON));

    assertThat(page(query(filter(NOON.plusNanos(1), NOON.plusNanos(2)), false, 0, 9)).total())
        .isZero();
    MessageFilter far =
        filter(SessionId.MAX_START.plusSeconds(1), SessionId.MAX_START.plusSeconds(9));
    assertThat(page(query(far, false, 0, 9)).total()).isZero();
    assertThat(
            page(query(filter(Instant.EPOCH.minusSeconds(9), Instant.EPOCH), false, 0, 9)).total())
        .isZero();
    MessageQuery nobody =
        new MessageQuery(List.of(), wide(), Optional.empty(), false, 0, Optional.empty(), 9, true);
    assertThat(page(nobody)).isEqualTo(MessagePage.EMPTY);
    assertThat(MessageHistory.NONE.page(all())).isEqualTo(new Result.Found(MessagePage.EMPTY));
  }

  @Test
  void answersRandomQueriesLikeTheModel(@Seeded Random random) {
    List<Message> truth = writeRandomMessages(random);
    for (int i = 0; i < questions(); i++) {
      MessageQuery query = randomQuery(random, truth);
      assertThat(history().page(query))
          .as("question %s: %s", i, query)
          .isEqualTo(oracle.page(query));
    }
  }

  @Test
  void pagesByCursorAndBySkipMakeTheModelsList(@Seeded Random random) {
    List<Message> truth = writeRandomMessages(random);
    for (int i = 0; i < questions() / 20; i++) {
      MessageQuery one = randomQuery(random, truth);
      if (one.around().map(start -> start.side() == Side.BOTH).orElse(false)) {
        continue;
      }
      MessageQuery first = page(one, 0, Optional.empty(), MessageQuery.MAX_LIMIT);
      if (!(oracle.page(first) instanceof Result.Found(MessagePage whole))) {
        continue;
      }
      int limit = 1 + random.nextInt(50);
      List<FoundMessage> bySkip = new ArrayList<>();
      List<FoundMessage> byCursor = new ArrayList<>();
      boolean more = true;
      while (more) {
        MessagePage skipped = page(page(one, bySkip.size(), Optional.empty(), limit));
        Optional<MessagePosition> after =
            byCursor.isEmpty()
                ? Optional.empty()
                : Optional.of(MessagePosition.of(byCursor.getLast().message()));
        MessagePage continued = page(page(one, 0, after, limit));
        assertThat(List.of(skipped.total(), continued.total()))
            .containsOnly((long) whole.messages().size());
        bySkip.addAll(skipped.messages());
        byCursor.addAll(continued.messages());
        assertThat(continued.more()).isEqualTo(skipped.more());
        more = skipped.more();
      }
      assertThat(bySkip).as("%s", one).isEqualTo(whole.messages());
      assertThat(byCursor).as("%s", one).isEqualTo(whole.messages());
    }
  }

  // Random histories.

  private List<Message> writeRandomMessages(Random random) {
    List<Message> truth = new ArrayList<>();
    for (int b = 0; b < 3; b++) {
      for (int user = 0; user < 4; user++) {
        for (String channel : CHANNELS) {
          ConversationKey key = new ConversationKey(bot(b).id(), "user-" + user, channel);
          int sessions = random.nextInt(4);
          Instant start = NOON.minus(Duration.ofMinutes(random.nextInt(7 * 24 * 60)));
          for (int i = 0; i < sessions; i++) {
            boolean live = i == sessions - 1 && random.nextBoolean();
            writeRandomSession(key, start, live, random, truth);
            start = start.plus(Duration.ofMinutes(20L + random.nextInt(40 * 60)));
          }
        }
      }
    }
    return truth;
  }

  private void writeRandomSession(
      ConversationKey key, Instant start, boolean live, Random random, List<Message> truth) {
    SessionId id = SessionId.of(start, random.nextLong());
    List<List<Message>> runs = new ArrayList<>();
    int number = 0;
    Instant at = start;
    Instant end = start;
    for (int runsLeft = random.nextInt(6); runsLeft > 0; runsLeft--) {
      List<Message> run = new ArrayList<>();
      Instant first = at;
      for (int left = 1 + random.nextInt(9); left > 0; left--) {
        // A few seconds on, in the same millisecond, or late by up to a quarter of an hour.
        Instant sent =
            switch (random.nextInt(8)) {
              case 0 -> at.minusSeconds(random.nextInt(900));
              case 1, 2 -> at;
              default -> at.plusMillis(random.nextInt(60_000));
            };
        if (Duration.between(first, sent).abs().compareTo(TranscriptPart.MAX_SPAN) > 0) {
          break;
        }
        run.add(random(new MessageId(id, number++), run.isEmpty() ? first : sent, random));
        at = sent.isAfter(at) ? sent : at;
        end = at.isAfter(end) ? at : end;
      }
      // Some messages were not kept.
      number += random.nextInt(12) == 0 ? 2 : 0;
      at = at.plusSeconds(random.nextInt(3) == 0 ? 7000 : 60);
      runs.add(run);
    }
    Session session = figures(id, key, end, number, random.nextBoolean(), randomTags(random), live);
    commit(session, null);
    for (int i = 0; i < runs.size(); i++) {
      List<Message> run = runs.get(i);
      boolean last = live && i == runs.size() - 1;
      Optional<Instant> expiresAt =
          random.nextInt(9) == 0
              ? Optional.of(CLOCK.instant().minusSeconds(random.nextInt(3)))
              : random.nextBoolean() ? NEVER : Optional.of(CLOCK.instant().plusSeconds(9));
      if (!last || random.nextInt(3) == 0) {
        List<Message> stored = last ? run.subList(0, 1 + random.nextInt(run.size())) : run;
        put(session, expiresAt, stored.toArray(Message[]::new));
      }
      if (last) {
        commit(session, expiresAt, run);
      }
      truth.addAll(run);
    }
    if (!live && random.nextInt(3) == 0) {
      Message closing =
          message(
              session, MessageId.CLOSING, session.closing().map(Closing::recordedAt).orElseThrow());
      put(session, closing);
      truth.add(closing);
    }
  }

  private MessageQuery randomQuery(Random random, List<Message> truth) {
    Message any = truth.get(random.nextInt(truth.size()));
    boolean around = random.nextInt(5) == 0;
    boolean sessions = !around && random.nextInt(5) == 0;
    Instant from = any.createdOn().minusSeconds(random.nextLong(3) * random.nextInt(90_000));
    Instant to = any.createdOn().plusSeconds(random.nextLong(3) * random.nextInt(400_000));
    MessageFilter filter =
        new MessageFilter(
            around || (sessions && random.nextBoolean())
                ? MessageFilter.ANY_TIME
                : new TimeWindow(from, to),
            random.nextInt(3) == 0 ? Optional.of("user-" + random.nextInt(5)) : Optional.empty(),
            random.nextInt(4) == 0
                ? Optional.of(CHANNELS.get(random.nextInt(3)))
                : Optional.empty(),
            sessions ? Optional.of(randomSessions(random, truth)) : Optional.empty(),
            random.nextInt(5) == 0
                ? Set.of(MessageDirection.values()[random.nextInt(2)])
                : Set.of(),
            random.nextInt(6) == 0 ? Optional.of(random.nextBoolean()) : Optional.empty(),
            random.nextInt(5) == 0 ? randomTagFilter(random) : TagFilter.NONE);
    boolean after = random.nextInt(3) == 0;
    return new MessageQuery(
        bots(random),
        filter,
        around
            ? Optional.of(new Around(any.id(), Side.values()[random.nextInt(3)]))
            : Optional.empty(),
        random.nextBoolean(),
        after || random.nextBoolean() ? 0 : random.nextInt(120),
        after && !around
            ? Optional.of(MessagePosition.of(truth.get(random.nextInt(truth.size()))))
            : Optional.empty(),
        random.nextInt(4) == 0 ? MessageQuery.MAX_LIMIT : 1 + random.nextInt(40),
        random.nextBoolean());
  }

  private static Set<SessionId> randomSessions(Random random, List<Message> truth) {
    Set<SessionId> ids = new HashSet<>(Set.of(SessionId.of(NOON, random.nextLong())));
    for (int i = random.nextInt(8); i > 0; i--) {
      ids.add(truth.get(random.nextInt(truth.size())).id().session());
    }
    return ids;
  }

  private List<Bot> bots(Random random) {
    List<Bot> bots = new ArrayList<>();
    for (int b = 0; b < 4; b++) {
      if (random.nextBoolean()) {
        bots.add(bot(b));
      }
    }
    return bots.isEmpty() ? List.of(bot(0)) : bots;
  }

  private static TagFilter randomTagFilter(Random random) {
    List<TagFilter.Condition> conditions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      conditions.add(
          new TagFilter.Condition(
              "t" + random.nextInt(3),
              random.nextBoolean() ? Set.of("v0", "v1") : Set.of("v" + random.nextInt(3)),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(TagFilter.Type.values()[random.nextInt(3)])));
    }
    return random.nextBoolean()
        ? new TagFilter(conditions, List.of())
        : new TagFilter(List.of(), conditions);
  }

  private static Message random(MessageId id, Instant at, Random random) {
    boolean incoming = random.nextBoolean();
    return new Message(
        id,
        incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
        at,
        at.plusMillis(random.nextInt(5000)),
        "text ü " + random.nextInt(),
        random.nextBoolean() ? "en" : "de",
        random.nextBoolean(),
        random.nextBoolean(),
        incoming ? Optional.empty() : Optional.of("task " + random.nextInt(3)),
        !incoming && random.nextInt(4) == 0
            ? Optional.of(new MessageAuthor("a", Optional.of("Ann"), Optional.empty()))
            : Optional.empty(),
        randomTags(random).user(),
        incoming ? Optional.of("request-" + random.nextInt()) : Optional.empty());
  }

  private static Tags randomTags(Random random) {
    List<Tag> user = new ArrayList<>();
    List<Tag> session = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      (random.nextBoolean() ? user : session).add(new Tag("t" + i, "v" + random.nextInt(3)));
    }
    return new Tags(user, session);
  }

  // Queries.

  private MessageQuery all() {
    return query(wide(), false, 0, 100);
  }

  private static MessageQuery forward(MessageQuery query) {
    return new MessageQuery(
        query.bots(),
        query.filter(),
        query.around(),
        true,
        query.skip(),
        query.after(),
        query.limit(),
        query.withTags());
  }

  private static MessageQuery page(
      MessageQuery query, long skip, Optional<MessagePosition> after, int limit) {
    return new MessageQuery(
        query.bots(),
        query.filter(),
        query.around(),
        query.forward(),
        skip,
        after,
        limit,
        query.withTags());
  }

  private MessageQuery query(MessageFilter filter, boolean forward, long skip, int limit) {
    return new MessageQuery(
        List.of(bot(0)), filter, Optional.empty(), forward, skip, Optional.empty(), limit, true);
  }

  private MessageQuery around(Session session, int number, Side side, int limit) {
    return new MessageQuery(
        List.of(bot(0)),
        new MessageFilter(
            MessageFilter.ANY_TIME,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            TagFilter.NONE),
        Optional.of(new Around(new MessageId(session.id(), number), side)),
        false,
        0,
        Optional.empty(),
        limit,
        true);
  }

  private static MessageFilter wide() {
    return filter(NOON.minus(Duration.ofDays(3)), NOON.plus(Duration.ofDays(3)));
  }

  private static MessageFilter filter(Instant from, Instant to) {
    return new MessageFilter(
        new TimeWindow(from, to),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        TagFilter.NONE);
  }

  private static MessageFilter ofUser(MessageFilter filter, String user) {
    return new MessageFilter(
        filter.window(),
        Optional.of(user),
        filter.channel(),
        filter.sessions(),
        filter.directions(),
        filter.developer(),
        filter.tags());
  }

  private static MessageFilter onChannel(MessageFilter filter, String channel) {
    return new MessageFilter(
        filter.window(),
        filter.userId(),
        Optional.of(channel),
        filter.sessions(),
        filter.directions(),
        filter.developer(),
        filter.tags());
  }

  private static MessageFilter ofSessions(SessionId... ids) {
    return new MessageFilter(
        MessageFilter.ANY_TIME,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Set.of(ids)),
        Set.of(),
        Optional.empty(),
        TagFilter.NONE);
  }

  private MessagePage page(MessageQuery query) {
    assertThat(history().page(query)).isInstanceOf(Result.Found.class);
    return ((Result.Found) history().page(query)).page();
  }

  /** Returns the messages of a page: the random part of their session as a letter, the number. */
  private List<String> shown(MessageQuery query) {
    MessagePage page = page(query);
    assertThat(history().page(query)).isEqualTo(oracle.page(query));
    return page.messages().stream()
        .map(
            found -> {
              MessageId id = found.message().id();
              char letter = (char) ('a' + Integer.parseInt(id.session().value().substring(23), 16));
              return letter + (id.number() == MessageId.CLOSING ? "closing" : "" + id.number());
            })
        .toList();
  }

  // Stored things.

  private int letters;

  private Session closed(ConversationKey key, Instant start, int messages) {
    return closed(key, start, messages, start.plus(Duration.ofMinutes(40)));
  }

  private Session closed(ConversationKey key, Instant start, int messages, Instant closedAt) {
    Session session =
        closedSession(key, start, messages)
            .closed(
                new Closing(CloseReason.API, closedAt, "en", 0, 1), ContainmentType.SELF_SERVICE);
    commit(session, null);
    return session;
  }

  private Session closedSession(ConversationKey key, Instant start, int messages) {
    return figures(
        SessionId.of(start, letters++),
        key,
        start.plus(Duration.ofMinutes(10)),
        messages,
        false,
        Tags.NONE,
        true);
  }

  private Session live(ConversationKey key, Instant start, int messages) {
    return live(key, start, messages, Tags.NONE);
  }

  private Session live(ConversationKey key, Instant start, int messages, Tags tags) {
    Session session =
        figures(
            SessionId.of(start, letters++),
            key,
            start.plus(Duration.ofMinutes(10)),
            messages,
            false,
            tags,
            true);
    commit(session, null);
    return session;
  }

  private static Session figures(
      SessionId id,
      ConversationKey key,
      Instant end,
      int messages,
      boolean developer,
      Tags tags,
      boolean live) {
    Session session =
        new Session(
            id,
            key,
            end,
            List.of("en"),
            SessionType.INTERACTIVE,
            ContainmentType.SELF_SERVICE,
            Optional.empty(),
            developer,
            tags,
            messages,
            0,
            Optional.empty());
    return live
        ? session
        : session.closed(
            new Closing(CloseReason.INACTIVITY, end.plusSeconds(900), "en", 0, 1),
            ContainmentType.SELF_SERVICE);
  }

  /** Stores the first of these messages as a part, and lets the others wait. */
  private void waiting(Session session, int stored, Message... messages) {
    List<Message> all = List.of(messages);
    if (stored > 0) {
      put(session, all.subList(0, stored).toArray(Message[]::new));
    }
    if (stored < all.size()) {
      commit(session, NEVER, all.subList(stored, all.size()));
    }
  }

  private void put(Session session, Message... messages) {
    put(session, NEVER, messages);
  }

  private void put(Session session, Optional<Instant> expiresAt, Message... messages) {
    ConversationKey key = session.conversation();
    List<Message> run = List.of(messages);
    model.put(key, modelSealer.seal(key, run, expiresAt), sharding(key));
    parts().put(key, sealer().seal(key, run, expiresAt), sharding(key));
  }

  private void commit(Session session, Optional<Instant> expiresAt, List<Message> waiting) {
    ConversationKey key = session.conversation();
    commit(model, session, waiting.isEmpty() ? null : modelSealer.seal(key, waiting, expiresAt));
    commit(
        conversations(),
        session,
        waiting.isEmpty() ? null : sealer().seal(key, waiting, expiresAt));
  }

  private void commit(Session session, @Nullable TranscriptPart waiting) {
    commit(model, session, waiting);
    commit(conversations(), session, waiting);
  }

  private static void commit(
      Conversations into, Session session, @Nullable TranscriptPart waiting) {
    ConversationKey key = session.conversation();
    long version = into.readConsistently(key).version();
    boolean closed = session.closing().isPresent();
    Conversation next =
        new Conversation(
            key,
            version,
            closed
                ? null
                : new LiveSession(
                    session, session.endTime(), null, Optional.empty(), ContainmentFacts.NOTHING),
            closed
                ? new EndedSession(
                    session.id(),
                    session.endTime(),
                    session.endTime(),
                    session.endTime(),
                    CloseReason.INACTIVITY)
                : null,
            RecentEvents.NONE,
            ClearMarkers.NONE,
            waiting);
    assertThat(into.commit(next, List.of(session), List.of(), sharding(key)))
        .isInstanceOf(Conversations.Commit.Done.class);
  }

  private static Message message(Session session, int number, Instant at) {
    return message(session, number, at, "message " + number);
  }

  private static Message message(Session session, int number, Instant at, String text) {
    boolean incoming = number % 2 == 0;
    return new Message(
        new MessageId(session.id(), number),
        incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
        at,
        at.plusMillis(50),
        text,
        "en",
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The second bot has had several shards since the middle of the tests' days. */
  private Bot bot(int number) {
    return new Bot(
        new BotId("st-" + name + "-" + number), "account", BotSettings.DEFAULT, sharding(number));
  }

  private static Sharding sharding(int number) {
    return number == 1
        ? Sharding.ONE.with(LocalDate.ofInstant(NOON, ZoneOffset.UTC).minusDays(3), 3)
        : Sharding.ONE;
  }

  private static Sharding sharding(ConversationKey key) {
    return sharding(key.bot().value().endsWith("-1") ? 1 : 0);
  }

  private ConversationKey key(int user) {
    return new ConversationKey(bot(0).id(), "user-" + user, "rtm");
  }
}
