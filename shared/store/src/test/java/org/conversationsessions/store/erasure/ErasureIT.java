package org.conversationsessions.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.debug.DebugLogPolicy;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.erasure.ErasureService;
import org.conversationsessions.application.erasure.ErasureWorker;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.WrittenUnits;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterSnapshot;
import org.conversationsessions.store.message.CipherMessageSealer;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Erasure on DynamoDB Local: what is left in the tables, and what it costs. */
@DisplayName("Contract, section 15: erasure")
class ErasureIT {
  private static final Duration RETENTION = Duration.ofDays(90);

  /** The sessions of a user who has many; {@code .ci/nightly} erases 10,000. */
  private static final int SESSIONS = Integer.getInteger("erasure.sessions", 500);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(ErasureIT.class);
  private final CapacityMeter meter = new CapacityMeter();
  private final DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T10:00:00Z"));
  private final Store store = storeOn(dynamo);
  private final Bot bot =
      new Bot(new BotId("st-" + UUID.randomUUID()), "acme", BotSettings.DEFAULT);
  private final StreamPump stream = new StreamPump(TestDynamo.LOCAL, database.tables(), RETENTION);
  private final WrittenUnits counted = new WrittenUnits();
  private final SessionCounters counters = storeOn(TestDynamo.LOCAL.client(counted)).counters();
  private boolean keepsTexts = true;
  private boolean keepsDebugLogs;

  /** The most that counting can cost: no change shares a transaction with another. */
  private boolean countsOneByOne;

  @Test
  void noTableHoldsAnErasedUserAndOthersStayByteForByte() {
    keepsDebugLogs = true;
    new RegistryFixture(database).register(bot.id(), "acme");
    String ada = "ada-" + UUID.randomUUID() + "@example.com";
    String bob = "bob-" + UUID.randomUUID() + "@example.com";
    for (String user : List.of(ada, bob)) {
      lives(user, "rtm", 3, 8);
      lives(user, "web", 2, 2);
      says(user, "rtm", 3);
      remembers(user, "rtm");
    }
    counted();
    Map<String, List<Map<String, AttributeValue>>> before = of(bob);
    assertThat(of(ada).keySet())
        .containsExactly(
            "conversations", "counters", "debugLogs", "due", "messages", "sessions", "states");
    assertThat(texts(ada)).hasSize(31).containsOnly("a text of " + ada);
    DayMeasures ofAda = measures(CounterItem.counterKey(bot.id(), ada));
    DayMeasures ofBob = measures(CounterItem.counterKey(bot.id(), bob));
    assertThat(ofAda.sessions().sum(SessionKind.ALL).closedSessions()).isEqualTo(5);
    assertThat(measures(CounterItem.counterKey(bot.id(), 0))).isEqualTo(ofAda.plus(ofBob));

    ErasureId id = erase(ada);
    finish(id);

    assertThat(of(bob)).isEqualTo(before);
    assertThat(texts(bob)).hasSize(31);
    assertThat(texts(ada)).isEmpty();
    Map<String, List<Map<String, AttributeValue>>> left = of(ada);
    assertThat(left.keySet()).as("but emptied counters").containsExactly("counters");
    assertThat(left.get("counters")).allMatch(item -> item.containsKey("expiresAt"));
    TargetReceipt receipt = Objects.requireNonNull(store.erasures().receipts(id).get(0));
    assertThat(receipt.deleted(DataStore.SESSIONS)).isEqualTo(6);
    assertThat(receipt.deleted(DataStore.CONVERSATIONS)).isEqualTo(2);
    assertThat(receipt.deleted(DataStore.SESSION_STATES)).isEqualTo(1);
    assertThat(receipt.deleted(DataStore.DUE)).isEqualTo(1);
    assertThat(receipt.deleted(DataStore.MESSAGES)).isPositive();
    assertThat(receipt.deleted(DataStore.DEBUG_LOGS)).isPositive();
    assertThat(receipt.remaining(DataStore.COUNTERS))
        .contains((long) left.getOrDefault("counters", List.of()).size());
    assertThat(receipt.goneBy().orElseThrow())
        .isBetween(
            clock.instant().plus(Duration.ofHours(71)), clock.instant().plus(Duration.ofDays(3)));
    assertThat(measures(CounterItem.counterKey(bot.id(), 0))).isEqualTo(ofBob);
    assertThat(measures(CounterItem.counterKey(bot.id(), ada))).isEqualTo(DayMeasures.NONE);
    assertThat(store.userData().counted(bot.id(), ada).sessions()).isZero();
    assertThat(store.userData().counted(bot.id(), bob).sessions()).isEqualTo(6);
  }

  @Test
  void aSessionTakesAtMostTenWriteUnitsWithItsCountingOut() {
    keepsTexts = false;
    countsOneByOne = true;
    CapacityMeter.Reading few = cost(10);
    CapacityMeter.Reading many = cost(50);
    double each = (many.writes() - few.writes()) / 40;
    System.out.printf("budget: erasing one more session       %5.2f WU%n", each);
    System.out.printf("budget: erasing a user of 10 sessions  %5.2f WU%n", few.writes());

    assertThat(each).isLessThanOrEqualTo(10);
    // The conversation, the passes, the mark and its notes.
    assertThat(few.writes() - 10 * each).isLessThanOrEqualTo(25);
  }

  @Test
  void aStoredPartTakesLittleMoreThanTwoWriteUnits() {
    keepsTexts = false;
    double without = cost(20).writes();
    keepsTexts = true;
    String user = "u-" + UUID.randomUUID();
    lives(user, "rtm", 20, 3);
    counted();
    counted.take();
    long parts = of(user).getOrDefault("messages", List.of()).size();
    assertThat(parts).isGreaterThanOrEqualTo(20);
    double with = meter.of(() -> finish(erase(user))).writes() + counted.take();

    assertThat((with - without) / parts).isLessThanOrEqualTo(2.2);
  }

  /**
   * The goal is 10,000 sessions of an end user in a quarter of an hour. The calls that wait for
   * each other are counted, so that the test does not depend on the machine.
   */
  @Test
  void aUserOfManySessionsIsErasedWithinAQuarterOfAnHour() {
    new RegistryFixture(database).register(bot.id(), "acme");
    String user = "many-" + UUID.randomUUID();
    livesOften(user, SESSIONS);
    counted();
    assertThat(store.userData().counted(bot.id(), user).sessions()).isEqualTo(SESSIONS);

    ErasureId id = erase(user);
    Instant start = clock.instant();
    CapacityMeter delayed = new CapacityMeter(Duration.ofMillis(25));
    Store slow = storeOn(TestDynamo.LOCAL.client(delayed));
    counted.take();
    CapacityMeter.Reading worker = delayed.of(() -> finish(id, slow));
    Duration pauses = Duration.between(start, clock.instant());
    System.out.printf(
        "budget: erasing %5d sessions, the worker   %s, %d rounds%n",
        SESSIONS, worker, worker.trips());
    System.out.printf(
        "budget: erasing %5d sessions, the counter  %d WU%n", SESSIONS, counted.take());
    System.out.printf("budget: erasing %5d sessions, pauses       %s%n", SESSIONS, pauses);

    assertThat(of(user).keySet()).as("but emptied counters").containsExactly("counters");
    // A session is three units, and its part two. Pages, receipts, passes, mark and notes.
    assertThat(worker.writes()).isLessThanOrEqualTo(5.05 * SESSIONS + 30);
    // A page of a hundred is read, then deleted 16 at a time; twice, for the parts.
    assertThat(worker.trips()).isLessThanOrEqualTo(SESSIONS / 4 + 100);
    // Ten thousand sessions at 20 ms for a call, twice what DynamoDB usually takes.
    Duration calls = Duration.ofMillis(20L * worker.trips() * Math.max(1, 10_000 / SESSIONS));
    assertThat(pauses.plus(calls)).isLessThan(Duration.ofMinutes(15));
  }

  /** Stores closed sessions with a part each, all copies of one. */
  private void livesOften(String user, int sessions) {
    lives(user, "rtm", 1, 3);
    Map<String, List<Map<String, AttributeValue>>> stored = of(user);
    Map<String, AttributeValue> session = Objects.requireNonNull(stored.get("sessions")).getFirst();
    Map<String, AttributeValue> part = Objects.requireNonNull(stored.get("messages")).getFirst();
    byte[] first = Objects.requireNonNull(part.get("p")).b().asByteArray();
    List<Map<String, AttributeValue>> rows = new ArrayList<>();
    List<Map<String, AttributeValue>> parts = new ArrayList<>();
    for (int i = 1; i < sessions; i++) {
      SessionId id = SessionId.of(clock.instant().minusSeconds(3L * i), i);
      Map<String, AttributeValue> row = new HashMap<>(session);
      row.put("sessionId", Attributes.s(id.value()));
      rows.add(row);
      // Time, session, number.
      byte[] key = first.clone();
      System.arraycopy(HexFormat.of().parseHex(id.value()), 0, key, 6, 12);
      Map<String, AttributeValue> copy = new HashMap<>(part);
      copy.put("p", AttributeValue.fromB(SdkBytes.fromByteArray(key)));
      parts.add(copy);
    }
    Batches.putAll(database.dynamo(), database.tables().sessions(), rows);
    Batches.putAll(database.dynamo(), database.tables().messages(), parts);
  }

  private CapacityMeter.Reading cost(int sessions) {
    new RegistryFixture(database).register(bot.id(), "acme");
    String user = "u-" + UUID.randomUUID();
    lives(user, "rtm", sessions, 1);
    counted();
    counted.take();
    CapacityMeter.Reading erasure = meter.of(() -> finish(erase(user)));
    return erasure.plus(new CapacityMeter.Reading(counted.take(), 0, 0, 0, 0));
  }

  // ---------------------------------------------------------------------------------- the service

  private Store storeOn(DynamoDbClient client) {
    return new Store(
        client,
        database.tables(),
        new ServiceConfig(
            RETENTION,
            Duration.ofDays(7),
            Duration.ofMinutes(5),
            Duration.ofDays(14),
            0,
            0,
            false,
            4,
            Duration.ofSeconds(30),
            true),
        Map.of("SECRETS_KEY", "k".repeat(64), "COUNT_MEASURES", "true"),
        clock);
  }

  private Recorder recorder() {
    return new Recorder(
        store.conversations(),
        store.due(),
        new Transcripts(
            store.messageParts(),
            new CipherMessageSealer(new SecretCipher("k".repeat(64))),
            of ->
                keepsTexts
                    ? new MessagePolicy(true, Optional.of(RETENTION), text -> text, "en")
                    : MessagePolicy.NONE),
        debugLogging(),
        new RandomSessionIds(),
        clock,
        BackoffPolicy.jittered());
  }

  private DebugLogging debugLogging() {
    return keepsDebugLogs
        ? new DebugLogging(
            store.debugLogs(), of -> new DebugLogPolicy(true, RETENTION, text -> text))
        : DebugLogging.NONE;
  }

  private void says(String user, String channel, int messages) {
    for (int i = 0; i < messages; i++) {
      clock.advance(Duration.ofSeconds(1));
      assertThat(
              recorder()
                  .record(
                      bot,
                      List.of(
                          TestEventBuilder.event(ActivityType.USER_MESSAGE, clock.instant())
                              .in(new ConversationKey(bot.id(), user, channel))
                              .text("a text of " + user)
                              .build())))
          .allMatch(recorded -> recorded instanceof Recorder.RecordingResult.InSession);
    }
  }

  /** Records closed sessions of some messages each. */
  private void lives(String user, String channel, int sessions, int messages) {
    SessionCloser closer =
        new SessionCloser(
            store.conversations(),
            store.due(),
            store.messageParts(),
            debugLogging(),
            clock,
            BackoffPolicy.jittered());
    for (int i = 0; i < sessions; i++) {
      says(user, channel, messages);
      closer.closeByApi(bot, user, Optional.of(channel), Optional.empty());
    }
  }

  private void remembers(String user, String channel) {
    SessionStates states = store.states();
    ConversationKey key = new ConversationKey(bot.id(), user, channel);
    SessionState.Context context =
        new SessionState.Context(
            "{}", WriteMark.of(store.conversations().readConsistently(key).clearMarkers()));
    assertThat(
            states.write(
                key,
                new SessionState(
                    Map.of(),
                    Optional.of(context),
                    Map.of(),
                    SessionState.ContextTags.NONE,
                    Optional.empty()),
                0))
        .isTrue();
  }

  private void counted() {
    if (countsOneByOne) {
      stream.next().forEach(change -> assertThat(counters.count(List.of(change))).isEmpty());
    } else {
      List<CountChange> changes = stream.next();
      // As many as the function takes at a time.
      for (int from = 0; from < changes.size(); from += 1000) {
        assertThat(counters.count(changes.subList(from, Math.min(from + 1000, changes.size()))))
            .isEmpty();
      }
    }
  }

  private ErasureId erase(String user) {
    return new ErasureService(
            store.erasures(),
            (id, delay) -> {},
            store.history(),
            store.operators(),
            clock,
            UUID::randomUUID)
        .erase("acme", false, List.of(bot.id()), List.of(new DataSubject(user, Optional.empty())))
        .id();
  }

  private void finish(ErasureId id) {
    finish(id, store);
  }

  private void finish(ErasureId id, Store on) {
    ErasureWorker worker =
        new ErasureWorker(
            on.erasures(),
            on.markNotes(),
            on.userData(),
            on.due(),
            clock,
            BackoffPolicy.jittered(),
            Duration.ofSeconds(330));
    while (worker.work(id, () -> true) instanceof Result.Again(Duration delay)) {
      clock.advance(delay);
      counted();
      if (store.erasures().find(id).orElseThrow().request() instanceof UserErasure users
          && store.erasures().find(id).orElseThrow().progress().phase() == ErasurePhase.AWAITING) {
        for (StreamReader reader : StreamReader.values()) {
          store.markNotes().note(users.mark(0), reader);
        }
      }
    }
    assertThat(store.erasures().find(id).orElseThrow().progress().phase())
        .isEqualTo(ErasurePhase.DONE);
    assertThat(store.erasures().find(id).orElseThrow().progress().failed()).isEmpty();
  }

  private DayMeasures measures(String counterKey) {
    return CounterSnapshot.read(
            database.dynamo(),
            database.tables(),
            List.of(counterKey),
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
        .getOrDefault(counterKey, CounterSnapshot.NONE)
        .measures()
        .orElseThrow();
  }

  /** Returns the texts of an end user's messages, opened with the key. */
  private List<String> texts(String user) {
    MessageFilter ofUser =
        new MessageFilter(
            MessageFilter.ANY_TIME,
            Optional.of(user),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            TagFilter.NONE);
    MessageQuery query =
        new MessageQuery(
            List.of(bot), ofUser, Optional.empty(), true, 0, Optional.empty(), 100, false);
    if (store.messageHistory().page(query)
        instanceof MessageHistory.Result.Found(MessagePage page)) {
      return page.messages().stream().map(found -> found.message().text()).toList();
    }
    throw new AssertionError("no page");
  }

  /** Returns all items that hold a text, by table. */
  private Map<String, List<Map<String, AttributeValue>>> of(String text) {
    Map<String, List<Map<String, AttributeValue>>> found = new TreeMap<>();
    Map<String, String> tables =
        Map.of(
            "conversations", database.tables().conversations(),
            "sessions", database.tables().sessions(),
            "states", database.tables().states(),
            "counters", database.tables().counters(),
            "due", database.tables().due(),
            "messages", database.tables().messages(),
            "debugLogs", database.tables().debugLogs(),
            "erasures", database.tables().erasures(),
            "limits", database.tables().limits());
    tables.forEach(
        (name, table) ->
            database
                .dynamo()
                .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items()
                .forEach(
                    item -> {
                      if (holds(item, text)) {
                        found.computeIfAbsent(name, one -> new ArrayList<>()).add(item);
                      }
                    }));
    return found;
  }

  private static boolean holds(Map<String, AttributeValue> item, String text) {
    return item.toString().contains(text)
        || item.values().stream()
            .filter(value -> value.b() != null)
            .anyMatch(value -> value.b().asString(StandardCharsets.ISO_8859_1).contains(text));
  }
}
