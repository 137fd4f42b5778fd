package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.application.closing.InactivitySweeper;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.debug.DebugLogPolicy;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.conversation.DynamoDueConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.RegistryFixture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The cost of operations in DynamoDB capacity units, with identifiers as long as Kore.ai's. The
 * figures are exact and the same in every run.
 */
class BudgetIT {
  private static final int SHARDS = 4;
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(7200), ZoneOffset.UTC);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(BudgetIT.class);
  private final CapacityMeter meter = new CapacityMeter();
  private final DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
  private final Registry registry =
      new DynamoRegistry(dynamo, database.tables(), RegistryFixture.CIPHER);
  private final DynamoConversations conversations =
      new DynamoConversations(dynamo, database.tables(), new Expiry(Duration.ofDays(90), CLOCK));
  private final DynamoDueConversations due =
      new DynamoDueConversations(dynamo, database.tables(), SHARDS);
  private final Recorder recorder =
      new Recorder(
          conversations,
          due,
          TestTranscripts.NONE,
          new RandomSessionIds(),
          CLOCK,
          BackoffPolicy.immediate());
  private final SessionCloser closer =
      new SessionCloser(
          conversations, due, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.immediate());
  private final BotId bot = newBot();
  private final StreamPump pump =
      new StreamPump(TestDynamo.LOCAL, database.tables(), Duration.ofDays(90));

  @Test
  void anOrdinaryEventTakesAtMostOneWriteUnitAndOneReadUnit() {
    ConversationKey key = newUser();
    record(user(key, 0));
    // Fills the list of recent events, so the conversation has its full size.
    for (int second = 1; second < 60; second++) {
      record(user(key, second));
    }
    closer.closeByApi(
        registry.bot(bot.value()).orElseThrow(), key.userId(), Optional.empty(), Optional.empty());
    record(user(key, 60));
    for (int second = 61; second < 130; second++) {
      record(full(key, second));
    }

    CapacityMeter.Reading one = record(full(key, 200));

    print("one ordinary event", one);
    assertThat(one.writes()).isLessThanOrEqualTo(1);
    assertThat(one.reads()).isLessThanOrEqualTo(1);
    assertThat(one.calls()).isEqualTo(3);
  }

  @Test
  void aDebugLogCostsAnOrdinaryMessageNothingAndATransactionWhereThereAreLines() {
    Recorder logging =
        new Recorder(
            conversations,
            due,
            TestTranscripts.NONE,
            new DebugLogging(
                DebugLogs.NONE, any -> new DebugLogPolicy(true, Duration.ofDays(30), text -> text)),
            new RandomSessionIds(),
            CLOCK,
            BackoffPolicy.immediate());
    ConversationKey key = newUser();

    CapacityMeter.Reading start =
        meter.of(() -> logging.record(TestBots.ANY, List.of(user(key, 0))));
    CapacityMeter.Reading message =
        meter.of(() -> logging.record(TestBots.ANY, List.of(user(key, 1))));
    CapacityMeter.Reading task =
        meter.of(
            () -> logging.record(TestBots.ANY, List.of(event(key, ActivityType.TASK_STARTED, 2))));
    CapacityMeter.Reading startWithout = record(user(newUser(), 0));

    print("a start with a debug log", start);
    print("a task with a debug log", task);
    assertThat(message.writes()).isEqualTo(1);
    assertThat(message.reads()).isEqualTo(0.5);
    assertThat(task.writes()).isEqualTo(4);
    assertThat(start.writes()).isEqualTo(startWithout.writes() + 2);
  }

  @Test
  void aWholeSessionStartedByTheUserTakesWhatTheDesignSays() {
    CapacityMeter.Reading all = wholeSession(ActivityType.USER_MESSAGE);

    SessionCost.RECORDED.check(ActivityType.USER_MESSAGE, all.writes());
  }

  @Test
  void aWholeSessionStartedByConnectingTakesWhatTheDesignSays() {
    CapacityMeter.Reading all = wholeSession(ActivityType.CONNECT);

    // The session's item is written again when the session becomes interactive: in a transaction
    // with the conversation, and into another partition of the index by kind.
    SessionCost.RECORDED.check(ActivityType.CONNECT, all.writes());
  }

  @Test
  void aWholeSessionStartedByTheUserTakesWhatTheDesignSaysWithCountingAndMeasures() {
    double events = sessionOfTwentyEvents(ActivityType.USER_MESSAGE);
    double counting = countingAlone(true);

    System.out.printf("budget: counting it, each change by itself: %.0f WU%n", counting);
    assertThat(counting).isEqualTo(8);
    SessionCost.COUNTED.check(ActivityType.USER_MESSAGE, events + counting);
  }

  @Test
  void aWholeSessionStartedByConnectingTakesWhatTheDesignSaysWithCountingAndMeasures() {
    double events = sessionOfTwentyEvents(ActivityType.CONNECT);
    double counting = countingAlone(true);

    System.out.printf("budget: counting it, each change by itself: %.0f WU%n", counting);
    assertThat(counting).isEqualTo(12);
    SessionCost.COUNTED.check(ActivityType.CONNECT, events + counting);
  }

  @Test
  void twentyMessagesWithFourInEachCallTake24WriteUnits() {
    ConversationKey key = newUser();
    CapacityMeter.Reading all = CapacityMeter.Reading.NOTHING;
    for (int call = 0; call < 5; call++) {
      int second = 80 * call;
      all =
          all.plus(
              record(
                  List.of(
                      user(key, second),
                      event(key, ActivityType.BOT_MESSAGE, second + 20),
                      user(key, second + 40),
                      event(key, ActivityType.BOT_MESSAGE, second + 60))));
    }
    all = all.plus(sweep(Duration.ofMinutes(16), 1, 0)).plus(sweep(Duration.ofMinutes(60), 0, 1));
    print("twenty messages, four in each call", all);

    assertThat(all.writes()).isEqualTo(24);
    assertThat(all.reads()).isLessThanOrEqualTo(10);
  }

  @Test
  void withoutMeasuresCountingASessionTakes4WriteUnits() {
    sessionOfTwentyEvents(ActivityType.USER_MESSAGE);

    assertThat(countingAlone(false)).isEqualTo(4);
  }

  @Test
  void aSweepWithNothingDueTakesAtMostHalfAReadUnitAShardHoweverManyAreLive() {
    writeLive(1000);
    InactivitySweeper sweep = sweep(onlyThisBot());

    CapacityMeter.Reading idle =
        meter.of(
            () ->
                assertThat(sweep.run(TEN.plus(Duration.ofMinutes(15)), () -> true).finished())
                    .isTrue());

    print("a sweep with nothing due, 1000 live", idle);
    assertThat(idle.writes()).isZero();
    assertThat(idle.reads()).isLessThanOrEqualTo(0.5 * SHARDS);
    assertThat(idle.calls()).isEqualTo(SHARDS);
  }

  @Test
  void aSweepWithNothingDueTakesAtMostHalfAReadUnitAShardAndDuration() {
    Map<String, Duration> channels = new HashMap<>();
    for (int i = 0; i < ChannelInactivity.MAX_CHANNELS; i++) {
      channels.put("a channel of some length " + i, Duration.ofMinutes(30 + i % 2));
    }
    InactivitySweeper sweep = sweep(botWith(channels));
    sweep.run(TEN, () -> true);
    sweep.run(TEN.plus(Duration.ofMinutes(5)), () -> true);

    CapacityMeter.Reading idle =
        meter.of(() -> sweep.run(TEN.plus(Duration.ofMinutes(6)), () -> true));

    print("a sweep with nothing due, 50 channels of 2 durations", idle);
    int durations = 3;
    assertThat(idle.writes()).isZero();
    assertThat(idle.reads()).isLessThanOrEqualTo(0.5 * SHARDS * durations);
    assertThat(idle.calls()).isEqualTo(SHARDS * durations);
  }

  @Test
  void aChannelsChangedDurationTakesAtMostTwoWriteUnitsForEachLiveSessionOfTheChannel() {
    int sessions = 40;
    for (int i = 0; i < sessions; i++) {
      recorder.record(TestBots.ANY, List.of(user(newUser(), 0)));
    }
    InactivitySweeper sweep = sweep(botWith(Map.of("rtm", Duration.ofMinutes(30))));

    CapacityMeter.Reading filing = meter.of(() -> sweep.run(TEN, () -> true));
    CapacityMeter.Reading again =
        meter.of(() -> sweep.run(TEN.plus(Duration.ofMinutes(5)), () -> true));

    print("filing the entries of " + sessions + " live sessions", filing);
    print("filing them once more", again);
    assertThat(filing.writes()).isLessThanOrEqualTo(2 * sessions + SHARDS);
    assertThat(filing.reads()).isLessThanOrEqualTo(0.5 * SHARDS * 5);
    assertThat(again.writes()).isLessThanOrEqualTo(SHARDS);
    assertThat(again.reads()).isLessThanOrEqualTo(0.5 * SHARDS * 5);
  }

  @Test
  void aNudgeTakesAtMost12WriteUnitsWithItsDueEntry() {
    BotSettings settings =
        BotSettings.DEFAULT
            .withNudge(new NudgeSettings(Optional.of(Duration.ofMinutes(5)), Set.of()))
            .withVersion(1);
    Bot nudging = new Bot(bot, "account", settings);
    InactivitySweeper sweep = sweep(new InMemoryRegistry().put(nudging));
    sweep.run(TEN, () -> true);
    sweep.run(TEN.plus(Duration.ofMinutes(5)), () -> true);
    ConversationKey key = newUser();
    CapacityMeter.Reading without =
        meter.of(() -> recorder.record(TestBots.of(bot), List.of(user(newUser(), 0))));
    CapacityMeter.Reading with = meter.of(() -> recorder.record(nudging, List.of(user(key, 0))));
    recorder.record(nudging, List.of(full(key, 1), full(key, 2)));

    CapacityMeter.Reading nudge =
        meter.of(() -> sweep.run(TEN.plus(Duration.ofMinutes(6)), () -> true));

    print("the due entry of a nudge, with a start", with);
    print("a nudge", nudge);
    double entry = with.writes() - without.writes();
    assertThat(entry).isEqualTo(1);
    assertThat(nudge.writes()).isEqualTo(9);
    assertThat(entry + nudge.writes()).isLessThanOrEqualTo(12);
    assertThat(meter.of(() -> sweep.run(TEN.plus(Duration.ofMinutes(7)), () -> true)).writes())
        .isZero();
  }

  @Test
  void aSweepTakesAtMost12WriteUnitsAndOneAndAHalfReadUnitsForEachSessionItCloses() {
    int sessions = 40;
    for (int i = 0; i < sessions; i++) {
      ConversationKey key = newUser();
      // Realistic sessions: some messages, the last one answered or not.
      recorder.record(
          TestBots.ANY, List.of(user(key, 0), full(key, 1), user(key, 2), full(key, 3 + i)));
    }
    InactivitySweeper sweep = sweep(onlyThisBot());
    int[] closed = new int[1];

    CapacityMeter.Reading all =
        meter.of(() -> closed[0] = sweep.run(TEN.plus(Duration.ofHours(2)), () -> true).closed());

    assertThat(closed[0]).isEqualTo(sessions);
    print("a sweep, for each session closed", all.dividedBy(sessions));
    assertThat(all.writes() / sessions).isEqualTo(11).isLessThanOrEqualTo(12);
    assertThat(all.reads() / sessions).isLessThanOrEqualTo(1.5);
  }

  @Test
  void readingAllBotsTakesAtMostHalfAReadUnitForEachTwenty() {
    for (int i = 0; i < 40; i++) {
      newBot();
    }
    int[] found = new int[1];

    CapacityMeter.Reading all = meter.of(() -> found[0] = registry.bots(unreadable -> {}).size());

    print("reading " + found[0] + " bots", all);
    assertThat(all.reads()).isLessThanOrEqualTo(0.5 * (1 + found[0] / 20));
    assertThat(all.calls()).isEqualTo(1);
  }

  /** Writes conversations that begin within the first minute, without the lifecycle, for speed. */
  private void writeLive(int many) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      ActivityEvent start = user(newUser(), i % 60);
      Lifecycle lifecycle =
          new Lifecycle(BotSettings.DEFAULT, at -> SessionId.of(at, 1), CLOCK.instant());
      EventOutcome.Applied started =
          (EventOutcome.Applied) lifecycle.apply(Conversation.unknown(start.conversation()), start);
      Map<String, AttributeValue> item = ConversationItem.of(started.conversation(), 1);
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    for (int i = 0; i < many; i += 25) {
      List<WriteRequest> some = writes.subList(i, i + 25);
      database
          .dynamo()
          .batchWriteItem(
              write -> write.requestItems(Map.of(database.tables().conversations(), some)));
    }
  }

  /** Returns the write units of a session of twenty events, the first included, and its closing. */
  private double sessionOfTwentyEvents(ActivityType first) {
    pump.next();
    return wholeSession(first, 19).writes();
  }

  /** Returns the write units of counting the session's changes, each in a call of its own. */
  private double countingAlone(boolean countsMeasures) {
    WrittenUnits units = new WrittenUnits();
    SessionCounters counters =
        DynamoSessionCounters.of(
            TestDynamo.LOCAL.client(units), database.tables(), CLOCK, countsMeasures);
    List<CountChange> changes =
        pump.next().stream()
            .filter(change -> change.bot().equals(bot))
            .map(BudgetIT::withoutExpiry)
            .toList();
    assertThat(changes).hasSizeGreaterThanOrEqualTo(2);
    changes.forEach(change -> assertThat(counters.count(List.of(change))).isEmpty());
    return units.take();
  }

  /**
   * Returns a change without the bound of the session's expiry, which is a change of its own here:
   * the stream has the machine's time, and the closing that of the test.
   */
  private static CountChange withoutExpiry(CountChange change) {
    return new CountChange(
        change.sequenceNumber(),
        change.bot(),
        change.userId(),
        change.start(),
        change.before(),
        change.after(),
        null,
        "");
  }

  private CapacityMeter.Reading wholeSession(ActivityType first) {
    return wholeSession(first, 20);
  }

  private CapacityMeter.Reading wholeSession(ActivityType first, int more) {
    String what = "a session begun by " + first.wire() + ": ";
    ConversationKey key = newUser();
    CapacityMeter.Reading start = record(event(key, first, 0));
    CapacityMeter.Reading events = CapacityMeter.Reading.NOTHING;
    for (int i = 1; i <= more; i++) {
      // The last one is the bot's.
      boolean users = (more - i) % 2 == 1;
      ActivityType type = users ? ActivityType.USER_MESSAGE : ActivityType.BOT_MESSAGE;
      events = events.plus(record(event(key, type, 20 * i)));
    }
    CapacityMeter.Reading reschedule = sweep(Duration.ofMinutes(16), 1, 0);
    CapacityMeter.Reading close = sweep(Duration.ofMinutes(60), 0, 1);
    CapacityMeter.Reading all = start.plus(events).plus(reschedule).plus(close);
    print(what + "start", start);
    print(what + more + " events", events);
    print(what + "one rescheduling", reschedule);
    print(what + "close", close);
    print(what + "all", all);
    return all;
  }

  private CapacityMeter.Reading sweep(Duration after, int rescheduled, int closed) {
    InactivitySweeper sweep = sweep(onlyThisBot());
    return meter.of(
        () ->
            assertThat(sweep.run(TEN.plus(after).plus(GRACE), () -> true))
                .isEqualTo(
                    new InactivitySweeper.Report(
                        closed, 0, rescheduled, 0, List.of(), true, Optional.empty())));
  }

  private CapacityMeter.Reading record(ActivityEvent event) {
    return record(List.of(event));
  }

  /** Processes the events of one call as a function does: reads the bot, then records. */
  private CapacityMeter.Reading record(List<ActivityEvent> events) {
    return meter.of(
        () -> {
          Bot found = registry.bot(events.getFirst().conversation().bot().value()).orElseThrow();
          assertThat(recorder.record(found, events))
              .allSatisfy(
                  result ->
                      assertThat(result).isInstanceOf(Recorder.RecordingResult.InSession.class));
        });
  }

  private InactivitySweeper sweep(Registry bots) {
    return new InactivitySweeper(bots, due, conversations, closer, GRACE, 100);
  }

  /** Hides the bots of other tests. */
  private Registry onlyThisBot() {
    return new InMemoryRegistry().put(new Bot(bot, "account", BotSettings.DEFAULT));
  }

  private Registry botWith(Map<String, Duration> channels) {
    BotSettings settings =
        BotSettings.DEFAULT.withChannelInactivity(new ChannelInactivity(channels)).withVersion(1);
    return new InMemoryRegistry().put(new Bot(bot, "account", settings));
  }

  private BotId newBot() {
    BotId id = new BotId("st-" + UUID.randomUUID());
    new RegistryFixture(database).register(id, "account");
    return id;
  }

  private ConversationKey newUser() {
    return new ConversationKey(bot, "u-" + UUID.randomUUID(), "rtm");
  }

  private static ActivityEvent user(ConversationKey key, int second) {
    return event(key, ActivityType.USER_MESSAGE, second);
  }

  private static ActivityEvent event(ConversationKey key, ActivityType type, int second) {
    return event(key, type, second, Optional.empty(), Tags.NONE);
  }

  /** Returns an event, of every kind in turn, with an intent, a language and some tags. */
  private static ActivityEvent full(ConversationKey key, int second) {
    List<ActivityType> types =
        List.of(
            ActivityType.USER_MESSAGE,
            ActivityType.TASK_STARTED,
            ActivityType.BOT_MESSAGE,
            ActivityType.TASK_COMPLETED,
            ActivityType.TASK_FAILED);
    return event(
        key,
        types.get(second % types.size()),
        second,
        Optional.of("Book a table"),
        new Tags(List.of(new Tag("plan", "gold")), List.of(new Tag("campaign", "spring-2026"))));
  }

  private static ActivityEvent event(
      ConversationKey key, ActivityType type, int second, Optional<String> intent, Tags tags) {
    return new ActivityEvent(
        UUID.randomUUID().toString(),
        key,
        type,
        TEN.plusSeconds(second),
        Optional.of("en"),
        intent,
        false,
        false,
        false,
        tags,
        MessageContent.NONE);
  }

  private static void print(String what, CapacityMeter.Reading reading) {
    System.out.printf("budget: %-45s %s%n", what, reading);
  }
}
