package org.conversationsessions.bench.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.conversationsessions.application.message.MessageHistory.Result;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.bench.cost.Cost;
import org.conversationsessions.bench.cost.CostBudget;
import org.conversationsessions.bench.cost.QueryMeter;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.Store;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures what finding messages costs. */
final class ReadBench {
  /** The most messages of a bot's week for which its page has a budget. */
  private static final int BUDGETED = 10_000;

  private static final int PAGE = 100;
  private static final int USERS_PAGE = 20;
  private static final int IDS = 20;

  /** The numbers of messages in a request. */
  private static final List<Integer> TOGETHER = List.of(1, 10);

  private static final TimeWindow WEEK = new TimeWindow(Traffic.FROM, Traffic.TO);

  private final BenchmarkDatabase database;
  private final int runs;
  private final Map<Integer, PartSizes> recordedParts = new HashMap<>();

  /**
   * Creates a benchmark.
   *
   * @param runs how often each query is timed
   */
  ReadBench(BenchmarkDatabase database, int runs) {
    this.database = database;
    this.runs = runs;
  }

  /** Measures the messages of an end user and those of sessions, recorded as functions do. */
  List<Cost> measureRecorded() {
    SimulatedClock clock = new SimulatedClock(Traffic.FROM);
    Bot bot = database.register(Traffic.botId("messages of users"));
    ConversationKey live = conversation(bot, "live");
    ConversationKey closed = conversation(bot, "closed");
    Set<SessionId> ids = new HashSet<>();
    try (DynamoDbClient dynamo = database.client()) {
      MessageRecorder recorder =
          new MessageRecorder(database.store(dynamo, clock), clock, true, new Random(14));
      for (ConversationKey key : List.of(live, closed)) {
        for (int session = 1; session <= 5; session++) {
          recorder.converse(key, 20, 1);
          if (session < 5 || key.equals(closed)) {
            recorder.close(key);
          }
        }
      }
      for (int session = 0; session < IDS; session++) {
        ConversationKey key = conversation(bot, "by identifier, " + session);
        ids.add(recorder.converse(key, 20, 2));
        recorder.close(key);
      }
    }
    TimeWindow week = new TimeWindow(clock.instant().minus(Duration.ofDays(7)), clock.instant());
    MessageFilter byId =
        new MessageFilter(
            MessageFilter.ANY_TIME,
            Optional.empty(),
            Optional.empty(),
            Optional.of(ids),
            Set.of(),
            Optional.empty(),
            TagFilter.NONE);
    try (QueryMeter meter = new QueryMeter(database, clock, runs)) {
      return List.of(
          measure(
              meter,
              "newest 20 of a user, last session live",
              3,
              query(bot, ofUser(week, live), 0, USERS_PAGE)),
          measure(
              meter,
              "newest 20 of a user, last session closed",
              3,
              query(bot, ofUser(week, closed), 0, USERS_PAGE)),
          measure(
              meter,
              "20 closed sessions by identifier",
              20,
              query(bot, byId, 0, MessageQuery.MAX_LIMIT)));
    }
  }

  /**
   * Fills the database with messages of a bot's week, and measures its pages.
   *
   * @param total the number of messages, a multiple of 20
   * @param filled is told what was written of each bot
   */
  List<Cost> measureBot(long total, Consumer<String> filled) {
    List<Cost> costs = new ArrayList<>();
    for (int together : TOGETHER) {
      Bot bot = database.register(Traffic.botId(total + " messages, " + together));
      PartSizes partSizes =
          recordedParts.computeIfAbsent(together, any -> PartSizes.record(database, any));
      new MessageTraffic(bot, partSizes).fill(database, total);
      filled.accept(
          "%d messages written, in parts of %.1f on average".formatted(total, partSizes.average()));
      String shape = together == 1 ? ", one by one" : ", %d together".formatted(together);
      costs.addAll(measure(bot, total, shape));
    }
    return costs;
  }

  private List<Cost> measure(Bot bot, long total, String shape) {
    boolean budgeted = total <= BUDGETED;
    MessageFilter week = ofBot(Set.of());
    try (QueryMeter meter = new QueryMeter(database, Traffic.CLOCK, runs)) {
      return List.of(
          measure(
              meter,
              "bot, first page" + shape,
              budgeted ? 40 : UNBOUNDED,
              query(bot, week, 0, PAGE)),
          measure(
              meter,
              "bot, page at half depth" + shape,
              budgeted ? 60 : UNBOUNDED,
              query(bot, week, total / 2, PAGE)),
          measure(
              meter,
              "bot, incoming only" + shape,
              UNBOUNDED,
              query(bot, ofBot(Set.of(MessageDirection.INCOMING)), 0, PAGE)));
    }
  }

  private static final double UNBOUNDED = CostBudget.NONE.readUnits();

  private static Cost measure(QueryMeter meter, String row, double readUnits, MessageQuery query) {
    return meter.measure(row, CostBudget.ofReads(readUnits), store -> find(store, query));
  }

  private static String find(Store store, MessageQuery query) {
    return switch (store.messageHistory().page(query)) {
      case Result.Found found ->
          "%d of %d".formatted(found.page().messages().size(), found.page().total());
      case Result.TooMany tooMany -> "400: too many";
      case Result.UnknownMessage unknown -> throw new IllegalStateException("no message asked for");
    };
  }

  private static MessageFilter ofUser(TimeWindow window, ConversationKey key) {
    return new MessageFilter(
        window,
        Optional.of(key.userId()),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        TagFilter.NONE);
  }

  private static MessageFilter ofBot(Set<MessageDirection> directions) {
    return new MessageFilter(
        WEEK,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        directions,
        Optional.empty(),
        TagFilter.NONE);
  }

  private static MessageQuery query(Bot bot, MessageFilter filter, long skip, int limit) {
    return new MessageQuery(
        List.of(bot), filter, Optional.empty(), false, skip, Optional.empty(), limit, true);
  }

  private static ConversationKey conversation(Bot bot, String user) {
    return new ConversationKey(bot.id(), Traffic.userId(user), "rtm");
  }
}
