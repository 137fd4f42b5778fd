package org.conversationsessions.admin.recount;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.conversationsessions.admin.inspect.DamagedCounterReset;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.tag.RepairingTagIndex;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Compares the counters with the stored sessions, and reports or repairs the differences. A recount
 * marker distinguishes drift from stream lag ({@link DayRecount}). A repair also completes the
 * measures of days that were counted without measures, and makes the index by tag agree with the
 * sessions ({@link IndexRecount}).
 *
 * <p>Reads every session of the days, some 0.06 read units each, and the counters of every end user
 * who has a session; for a repair also what the index holds of their tags, a read unit for each.
 */
public final class SessionRecount {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardingCache shardings;
  private final RepairingTagIndex tagIndex;
  private final Duration retention;
  private final boolean countsMeasures;
  private final Clock clock;
  private final Pause pause;

  /**
   * Creates a recount over a function's store.
   *
   * @param pause waits until the counters have caught up with the stream
   */
  public static SessionRecount of(Store store, Pause pause) {
    return new SessionRecount(
        store.dynamo(),
        store.tables(),
        new ShardingCache(store.dynamo(), store.tables(), store.clock()),
        store.repairingTagIndex(),
        store.config().retention(),
        store.countsMeasures(),
        store.clock(),
        pause);
  }

  SessionRecount(
      DynamoDbClient dynamo,
      Tables tables,
      ShardingCache shardings,
      RepairingTagIndex tagIndex,
      Duration retention,
      boolean countsMeasures,
      Clock clock,
      Pause pause) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.shardings = shardings;
    this.tagIndex = tagIndex;
    this.retention = retention;
    this.countsMeasures = countsMeasures;
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits a moment until the counters have caught up with the stream. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @param round the number of waits before this one, for the same reason
     * @return false after the longest time that the counters may lag
     */
    boolean await(int round);
  }

  /**
   * The result of a recount.
   *
   * @param sessions how many sessions were read
   * @param drift by how many sessions the counters were wrong, end users' and the bot's summed up;
   *     1 for each day on which only measures are wrong. Incomplete measures are not drift
   * @param repaired the number of end users' days and bot's days whose counters were repaired, or
   *     whose measures were completed, and of bot's days whose index named too many sessions
   * @param undecided the number of end users' days and bot's days without a result: their sessions
   *     or counters kept changing, the counters did not process the marker in time, or a session
   *     could not be indexed
   * @param continueAt the position at which to continue; empty if everything was processed
   */
  public record Report(
      long sessions, long drift, int repaired, int undecided, Optional<Position> continueAt) {
    static final Report NOTHING = new Report(0, 0, 0, 0, Optional.empty());

    /** Adds the figures. The result continues where this report does, else where the other does. */
    Report plus(Report other) {
      return new Report(
          sessions + other.sessions,
          drift + other.drift,
          repaired + other.repaired,
          undecided + other.undecided,
          continueAt.or(other::continueAt));
    }
  }

  /**
   * A day of a shard: the unit of work.
   *
   * @param day the day in UTC on which the sessions start
   * @param shard the shard, the first being 0
   */
  public record Position(LocalDate day, int shard) {}

  /**
   * Recounts days of a bot.
   *
   * @param from where to begin
   * @param last the last day, included
   * @param repair whether to repair wrong counters
   * @param mayContinue returns false to stop. It is asked before each day of a shard, and before
   *     each attempt to recount an end user or the bot. A repair also asks after each thousand
   *     sessions that it indexes, and before each thousand tags that it compares. Between two calls
   *     the counters are awaited at most once
   */
  public Report run(
      BotId bot, Position from, LocalDate last, boolean repair, BooleanSupplier mayContinue) {
    Report report = Report.NOTHING;
    for (LocalDate day = from.day; !day.isAfter(last); day = day.plusDays(1)) {
      int shards = shardings.of(bot).shards(day);
      for (int shard = day.equals(from.day) ? from.shard : 0; shard < shards; shard++) {
        if (!mayContinue.getAsBoolean()) {
          return report.plus(new Report(0, 0, 0, 0, Optional.of(new Position(day, shard))));
        }
        report = report.plus(recount(new ShardDay(bot, shard, day), repair, mayContinue));
        if (report.continueAt.isPresent()) {
          return report;
        }
      }
    }
    return report;
  }

  /**
   * Recounts a day of a shard. If it is stopped, the recount continues at the same day. Counters
   * that were repaired are then found right.
   */
  private Report recount(ShardDay day, boolean repair, BooleanSupplier mayContinue) {
    IndexRecount index =
        new IndexRecount(tagIndex, day, retention, clock, mayContinue, IndexRecount.MAX_LOST);
    Map<String, ScannedSessions> found =
        readSessions(day, repair ? index::add : item -> {}, index::isStopped);
    if (index.isStopped()) {
      return new Report(0, 0, 0, 0, Optional.of(new Position(day.day(), day.shard())));
    }
    index.finish();
    DayRecount dayRecount =
        new DayRecount(dynamo, tables, day, retention, countsMeasures, clock, pause, repair);
    Report counted;
    try {
      counted = recount(day, found, dayRecount, mayContinue);
    } catch (UnreadableItemException e) {
      if (!repair) {
        throw e;
      }
      new DamagedCounterReset(dynamo, tables, clock).reset(day, found.keySet());
      counted = recount(day, found, dayRecount, mayContinue);
    }
    return repair && counted.continueAt.isEmpty()
        ? counted.plus(recountIndex(day, index, dayRecount))
        : counted;
  }

  /** Takes out of the index what no session says, and marks the day if it is right then. */
  private Report recountIndex(ShardDay day, IndexRecount index, DayRecount dayRecount) {
    if (!index.isComplete()) {
      return new Report(0, 0, 0, 1, Optional.empty());
    }
    String bot = CounterItem.counterKey(day.bot(), day.shard());
    DayCounts counts =
        CounterItem.days(dynamo, tables, List.of(bot), day.day())
            .getOrDefault(bot, CounterItem.Day.NONE)
            .counts();
    Report taken = index.takeOutLost(counts, id -> isStored(day, id), pause);
    return taken.undecided == 0 && taken.continueAt.isEmpty()
        ? taken.plus(dayRecount.markIndexed())
        : taken;
  }

  private boolean isStored(ShardDay day, SessionId id) {
    AtomicBoolean found = new AtomicBoolean();
    Queries.forEach(
        dynamo,
        ofDay(day)
            .keyConditionExpression("#day = :day AND sessionId = :id")
            .expressionAttributeValues(Map.of(":day", botDay(day), ":id", Attributes.s(id.value())))
            .build(),
        item -> {
          found.set(true);
          return false;
        });
    return found.get();
  }

  private QueryRequest.Builder ofDay(ShardDay day) {
    return QueryRequest.builder()
        .tableName(tables.sessions())
        .indexName(SessionItem.BY_DATE)
        .keyConditionExpression("#day = :day")
        .expressionAttributeNames(Map.of("#day", SessionItem.BOT_DAY))
        .expressionAttributeValues(Map.of(":day", botDay(day)));
  }

  private static AttributeValue botDay(ShardDay day) {
    return Attributes.s(SessionItem.botDay(day.bot(), day.day(), day.shard()));
  }

  private Report recount(
      ShardDay day,
      Map<String, ScannedSessions> found,
      DayRecount dayRecount,
      BooleanSupplier mayContinue) {
    ConcurrentLinkedQueue<Report> reports = new ConcurrentLinkedQueue<>();
    // In parallel, because each call waits for the counters.
    Parallel.forEach(
        dayRecount.differingUsers(found),
        user -> reports.add(dayRecount.recountUser(user, mayContinue)));
    long sessions = found.values().stream().mapToLong(ScannedSessions::size).sum();
    Report report = new Report(sessions, 0, 0, 0, Optional.empty());
    for (Report userReport : reports) {
      report = report.plus(userReport);
    }
    return report.continueAt.isPresent()
        ? report
        : report.plus(
            dayRecount.recountBot(
                found.keySet(),
                () -> readSessions(day, item -> {}, () -> false).keySet(),
                mayContinue));
  }

  /**
   * Reads the sessions of a day.
   *
   * @param also receives each item that can be read
   * @param stops asked after each item; true to leave out the rest
   */
  private Map<String, ScannedSessions> readSessions(
      ShardDay day, Consumer<Map<String, AttributeValue>> also, BooleanSupplier stops) {
    Map<String, ScannedSessions> found = new TreeMap<>();
    Queries.forEach(
        dynamo,
        ofDay(day).build(),
        item -> {
          String owner = new Attributes(item).text(SessionItem.OWNER);
          ScannedSessions rows = found.getOrDefault(owner, new ScannedSessions());
          UnreadableRows.skipUnreadable(
              () -> {
                rows.add(item);
                found.put(owner, rows);
                also.accept(item);
              });
          return !stops.getAsBoolean();
        });
    return found;
  }
}
