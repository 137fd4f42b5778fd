package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.MessageHistory.Result;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
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
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.conversation.DynamoDueConversations;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.message.CipherMessageSealer;
import org.conversationsessions.store.message.DynamoMessageHistory;
import org.conversationsessions.store.message.DynamoMessageParts;
import org.conversationsessions.store.message.StoredParts;
import org.conversationsessions.store.message.TranscriptPartItem;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.testing.ManualClock;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The cost of reading messages in DynamoDB capacity units, with identifiers as long as Kore.ai's
 * and texts of some 50 characters. The figures are the same in every run, except for the random
 * order of sessions.
 */
class MessageReadBudgetIT {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final String[] WORDS =
      ("the of your order is and to where my parcel tomorrow can I help you with account number"
              + " please thanks yes no delivery date address change payment card flight booking")
          .split(" ");
  private static final Optional<Duration> RETENTION = Optional.of(Duration.ofDays(90));

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(MessageReadBudgetIT.class);
  private final CapacityMeter meter = new CapacityMeter();
  private final DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
  private final ManualClock clock = new ManualClock(TEN);
  private final Expiry expiry = new Expiry(Duration.ofDays(90), clock);
  private final DynamoConversations conversations =
      new DynamoConversations(dynamo, database.tables(), expiry);
  private final CipherMessageSealer sealer = new CipherMessageSealer(RegistryFixture.CIPHER);
  private final DynamoMessageHistory history =
      new DynamoMessageHistory(
          dynamo,
          database.tables(),
          expiry,
          conversations,
          new DynamoSessionHistory(dynamo, database.tables(), expiry, conversations),
          sealer,
          Duration.ofDays(14));
  private final Random random = Randoms.fixed(14);
  private final Bot bot = TestBots.of(new BotId("st-" + UUID.randomUUID()));
  private final Recorder recorder;
  private final SessionCloser closer;

  MessageReadBudgetIT() {
    DynamoDueConversations due = new DynamoDueConversations(dynamo, database.tables(), 4);
    Transcripts transcripts =
        new Transcripts(
            new DynamoMessageParts(dynamo, database.tables(), BackoffPolicy.immediate()),
            sealer,
            any -> new MessagePolicy(true, RETENTION, UnaryOperator.identity(), "en"));
    recorder =
        new Recorder(
            conversations,
            due,
            transcripts,
            start -> SessionId.of(start, random.nextLong()),
            clock,
            BackoffPolicy.immediate());
    closer =
        new SessionCloser(
            conversations, due, transcripts.parts(), clock, BackoffPolicy.immediate());
  }

  @Test
  void theNewestTwentyOfAUserWithAHundredTakeAtMostThreeReadUnits() {
    ConversationKey live = user();
    for (int session = 0; session < 4; session++) {
      converse(live, 20, 1, true);
    }
    converse(live, 19, 1, false);
    ConversationKey closed = user();
    for (int session = 0; session < 5; session++) {
      converse(closed, 20, 1, true);
    }

    assertThat(readUser("live", live, 99)).isLessThanOrEqualTo(3);
    assertThat(readUser("closed", closed, 100)).isLessThanOrEqualTo(3);
  }

  private double readUser(String what, ConversationKey key, int total) {
    MessageFilter filter =
        filter(
            new TimeWindow(clock.instant().minus(Duration.ofDays(7)), clock.instant()),
            Optional.of(key.userId()),
            Optional.empty());
    return read("newest 20 of a user, last session " + what, query(filter, 0, 20), 20, total);
  }

  @Test
  void twentySessionsByIdentifierWithFourHundredMessagesTakeAtMostTwentyReadUnits() {
    Set<SessionId> ids = new HashSet<>();
    for (int session = 0; session < 20; session++) {
      ids.add(converse(user(), 20, 2, true));
    }
    MessageFilter filter = filter(MessageFilter.ANY_TIME, Optional.empty(), Optional.of(ids));

    assertThat(read("20 sessions by identifier", query(filter, 0, 10_000), 400, 400))
        .isLessThanOrEqualTo(20);
  }

  /** Sessions of 20 messages, in parts as large as recording makes them. */
  @ParameterizedTest(name = "{0} messages in a request")
  @ValueSource(ints = {1, 10})
  void aBotsPageOfTenThousandMessagesTakesAtMost40ReadUnitsAnd60AtHalfDepth(int together) {
    List<List<Integer>> partSizes = partSizes(together);
    Instant first = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    List<Map<String, AttributeValue>> sessions = new ArrayList<>();
    List<Map<String, AttributeValue>> parts = new ArrayList<>();
    for (int number = 0; number < 500; number++) {
      ConversationKey key = user();
      Instant start = first.plusMillis(random.nextInt(7 * 24 * 3600 * 1000 - 600_000));
      SessionId id = SessionId.of(start, random.nextLong());
      List<Message> messages = messages(id, start, 20);
      Session session = session(key, id, messages.getLast().createdOn(), messages.size());
      sessions.add(SessionItem.of(session, expiry, Sharding.ONE, 0));
      int from = 0;
      for (int size : partSizes.get(number % partSizes.size())) {
        parts.add(
            TranscriptPartItem.of(
                key,
                sealer.seal(
                    key,
                    messages.subList(from, from + size),
                    Optional.of(start.plus(Duration.ofDays(90)))),
                Sharding.ONE));
        from += size;
      }
    }
    Batches.putAll(database.dynamo(), database.tables().sessions(), sessions);
    Batches.putAll(database.dynamo(), database.tables().messages(), parts);
    clock.set(first.plus(Duration.ofDays(7)));
    MessageFilter filter =
        filter(
            new TimeWindow(first, clock.instant().minusMillis(1)),
            Optional.empty(),
            Optional.empty());

    String shape = ", %d parts, %d in a request".formatted(parts.size(), together);
    assertThat(read("a bot's first page" + shape, query(filter, 0, 100), 100, 10_000))
        .isLessThanOrEqualTo(40);
    assertThat(read("a bot's page at half depth" + shape, query(filter, 5000, 100), 100, 10_000))
        .isLessThanOrEqualTo(60);
  }

  /**
   * Records sessions of 20 messages of one end user, and returns the numbers of messages of their
   * parts. Without the first three: while a conversation knows few recent events, its item holds
   * more messages.
   */
  private List<List<Integer>> partSizes(int together) {
    ConversationKey key = user();
    for (int session = 0; session < 8; session++) {
      converse(key, 20, together, true);
    }
    Map<SessionId, List<Integer>> sizes = new TreeMap<>();
    for (TranscriptPart part : StoredParts.of(database, bot.id(), key.userId())) {
      sizes.computeIfAbsent(part.first().session(), session -> new ArrayList<>()).add(part.count());
    }
    return List.copyOf(sizes.values()).subList(3, 8);
  }

  private double read(String what, MessageQuery query, int rows, long total) {
    MessagePage[] page = new MessagePage[1];
    CapacityMeter.Reading reading =
        meter.of(() -> page[0] = ((Result.Found) history.page(query)).page());
    System.out.printf("budget: %-45s %s%n", what, reading);
    assertThat(page[0].messages()).hasSize(rows);
    assertThat(page[0].total()).isEqualTo(total);
    return reading.reads();
  }

  private MessageQuery query(MessageFilter filter, long skip, int limit) {
    return new MessageQuery(
        List.of(bot), filter, Optional.empty(), false, skip, Optional.empty(), limit, true);
  }

  private static MessageFilter filter(
      TimeWindow window, Optional<String> userId, Optional<Set<SessionId>> sessions) {
    return new MessageFilter(
        window, userId, Optional.empty(), sessions, Set.of(), Optional.empty(), TagFilter.NONE);
  }

  /**
   * Records a session.
   *
   * @param together the number of messages in a request
   * @param close whether it is closed
   */
  private SessionId converse(ConversationKey key, int messages, int together, boolean close) {
    List<ActivityEvent> events = new ArrayList<>();
    SessionId session = null;
    for (int number = 0; number < messages; number++) {
      clock.advance(Duration.ofSeconds(5L + random.nextInt(20)));
      events.add(event(key, number));
      if (events.size() == together || number == messages - 1) {
        var recorded = recorder.record(bot, events, Optional.of(requestId()));
        session = ((Recorder.RecordingResult.InSession) recorded.getLast()).session();
        events.clear();
      }
    }
    if (close) {
      clock.advance(Duration.ofMinutes(16));
      closer.closeByApi(bot, key.userId(), Optional.empty(), Optional.empty());
      clock.advance(Duration.ofMinutes(20));
    }
    return Objects.requireNonNull(session);
  }

  private ActivityEvent event(ConversationKey key, int number) {
    return new ActivityEvent(
        UUID.randomUUID().toString(),
        key,
        number % 2 == 0 ? ActivityType.USER_MESSAGE : ActivityType.BOT_MESSAGE,
        clock.instant(),
        Optional.of("en"),
        Optional.empty(),
        false,
        false,
        false,
        Tags.NONE,
        new MessageContent(text(), false, Optional.empty(), Optional.empty(), List.of()));
  }

  private List<Message> messages(SessionId session, Instant start, int count) {
    List<Message> messages = new ArrayList<>();
    Instant at = start;
    for (int number = 0; number < count; number++) {
      boolean incoming = number % 2 == 0;
      at = at.plusSeconds(5L + random.nextInt(20));
      messages.add(
          new Message(
              new MessageId(session, number),
              incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
              at,
              at.plusMillis(random.nextInt(300)),
              text(),
              "en",
              false,
              true,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              incoming ? Optional.of(requestId()) : Optional.empty()));
    }
    return messages;
  }

  private static Session session(ConversationKey key, SessionId id, Instant end, int messages) {
    return new Session(
        id,
        key,
        end,
        List.of("en"),
        SessionType.INTERACTIVE,
        ContainmentType.SELF_SERVICE,
        Optional.empty(),
        false,
        new Tags(List.of(new Tag("plan", "gold", end)), List.of(new Tag("topic", "parcel", end))),
        messages,
        1,
        Optional.of(
            new Closing(CloseReason.INACTIVITY, end.plus(Duration.ofMinutes(15)), "en", 1, 1)));
  }

  private String text() {
    int length = (int) (20 + Math.abs(random.nextGaussian()) * 40);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString().strip();
  }

  /** An identifier as long as API Gateway's. */
  private String requestId() {
    return Long.toString(random.nextLong() >>> 1, 36) + "abc=";
  }

  private ConversationKey user() {
    return new ConversationKey(bot.id(), "u-" + UUID.randomUUID(), "rtm");
  }
}
