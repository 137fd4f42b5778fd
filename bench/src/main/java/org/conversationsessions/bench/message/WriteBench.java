package org.conversationsessions.bench.message;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.bench.cost.Cost;
import org.conversationsessions.bench.cost.CostBudget;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.local.workbench.CapacityMeter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures what recording messages costs, with and without their texts. */
final class WriteBench {
  private static final int MESSAGES = 20;

  private final BenchmarkDatabase database;

  WriteBench(BenchmarkDatabase database) {
    this.database = database;
  }

  /**
   * Measures.
   *
   * @param recording returns recorded messages as events of a bot, in the order of time
   */
  List<Cost> measure(Function<BotId, List<ActivityEvent>> recording) {
    Replay without = replay(recording.apply(register("recorded without texts")), false);
    Replay with = replay(recording.apply(register("recorded with texts")), true);
    return List.of(
        without.cost("message, share of session, keepMessages off"),
        with.cost("message, share of session, text kept"),
        oneByOne(without, with),
        oneMoreWithoutText(),
        session(false, CostBudget.ofWrites(40)),
        session(true, CostBudget.NONE));
  }

  /**
   * The cost of a recording.
   *
   * @param events the number of its messages
   * @param recording the cost of recording them
   * @param all the same with closing what is live in the end
   * @param milliseconds the time of recording them
   */
  private record Replay(
      int events, CapacityMeter.Reading recording, CapacityMeter.Reading all, double milliseconds) {
    String result() {
      return events + " messages";
    }

    Cost cost(String row) {
      return Cost.average(row, result(), events, all, milliseconds, CostBudget.NONE);
    }
  }

  /** Records each event by itself, at its own time, and closes what is live in the end. */
  private Replay replay(List<ActivityEvent> events, boolean keepsTexts) {
    CapacityMeter meter = new CapacityMeter();
    SimulatedClock clock = new SimulatedClock(events.getFirst().timestamp());
    try (DynamoDbClient metered = database.client(meter)) {
      MessageRecorder recorder = recorder(metered, clock, keepsTexts);
      long begin = System.nanoTime();
      CapacityMeter.Reading recording =
          meter.of(
              () ->
                  events.forEach(
                      event -> {
                        clock.set(event.timestamp());
                        recorder.record(List.of(event));
                      }));
      double milliseconds = millisecondsSince(begin);
      CapacityMeter.Reading closing = meter.of(recorder::sweep);
      return new Replay(events.size(), recording, recording.plus(closing), milliseconds);
    }
  }

  /**
   * Returns the cost of a message by itself. Starting and closing sessions costs the same with and
   * without texts, so the difference is what the text adds. A message without text is one unit.
   */
  private static Cost oneByOne(Replay without, Replay with) {
    double added = (with.all.writes() - without.all.writes()) / with.events;
    return new Cost(
        "message by itself, text kept",
        with.result(),
        1 + added,
        with.recording.reads() / with.events,
        (double) with.recording.calls() / with.events,
        0,
        with.milliseconds / with.events,
        CostBudget.of(2, 1));
  }

  private Cost oneMoreWithoutText() {
    CapacityMeter meter = new CapacityMeter();
    SimulatedClock clock = new SimulatedClock(Traffic.FROM);
    ConversationKey key = newConversation("one more message");
    try (DynamoDbClient metered = database.client(meter)) {
      MessageRecorder recorder = recorder(metered, clock, false);
      recorder.converse(key, MESSAGES, 1);
      List<ActivityEvent> events =
          List.of(recorder.event(key, ActivityType.USER_MESSAGE, "x".repeat(200)));
      long begin = System.nanoTime();
      CapacityMeter.Reading one = meter.of(() -> recorder.record(events));
      double milliseconds = millisecondsSince(begin);
      recorder.close(key);
      return Cost.average(
          "message by itself, keepMessages off", "", 1, one, milliseconds, CostBudget.of(1, 1));
    }
  }

  /** Returns the cost of a session from start to close, without counting. */
  private Cost session(boolean keepsTexts, CostBudget budget) {
    CapacityMeter meter = new CapacityMeter();
    SimulatedClock clock = new SimulatedClock(Traffic.FROM);
    ConversationKey key = newConversation("a session, texts " + keepsTexts);
    try (DynamoDbClient metered = database.client(meter)) {
      MessageRecorder recorder = recorder(metered, clock, keepsTexts);
      long begin = System.nanoTime();
      CapacityMeter.Reading all =
          meter.of(() -> recorder.converse(key, MESSAGES, 1)).plus(meter.of(recorder::sweep));
      return Cost.average(
          "session of 20 messages, " + (keepsTexts ? "texts kept" : "keepMessages off"),
          "",
          1,
          all,
          millisecondsSince(begin),
          budget);
    }
  }

  private MessageRecorder recorder(
      DynamoDbClient metered, SimulatedClock clock, boolean keepsTexts) {
    return new MessageRecorder(
        database.store(metered, clock), clock, keepsTexts, new Random(MESSAGES));
  }

  private ConversationKey newConversation(String name) {
    return new ConversationKey(register(name), Traffic.userId(name), "rtm");
  }

  private BotId register(String name) {
    return database.register(Traffic.botId(name)).id();
  }

  private static double millisecondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
