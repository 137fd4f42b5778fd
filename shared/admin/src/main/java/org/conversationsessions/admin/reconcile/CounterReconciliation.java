package org.conversationsessions.admin.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.conversationsessions.admin.inspect.DamagedCounts;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Counts sessions again and tells, or mends, where the counters differ. What differs only because
 * the counters are a moment behind is told apart from what is wrong: a question goes through the
 * stream behind the end user's changes ({@link DayReconciliation}), and once the counters have seen
 * it, they must agree with sessions that have not changed meanwhile.
 *
 * <p>It reads every session of the days, some 0.06 read units each, and the counts of every end
 * user who has any.
 */
public final class CounterReconciliation {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardingCache shardings;
  private final Duration retention;
  private final Clock clock;
  private final Pause pause;

  /**
   * Makes a reconciliation over a function's store.
   *
   * @param pause waits for the counters
   */
  public static CounterReconciliation over(Store store, Pause pause) {
    return new CounterReconciliation(
        store.dynamo(),
        store.tables(),
        new ShardingCache(store.dynamo(), store.tables(), store.clock()),
        store.deployment().retention(),
        store.clock(),
        pause);
  }

  CounterReconciliation(
      DynamoDbClient dynamo,
      Tables tables,
      ShardingCache shardings,
      Duration retention,
      Clock clock,
      Pause pause) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.shardings = shardings;
    this.retention = retention;
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits a moment for the counters. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @param round how often it was waited before for the same
     * @return false when it was long enough
     */
    boolean waits(int round);
  }

  /**
   * What was found.
   *
   * @param sessions how many sessions were counted
   * @param drift by how many the counters were wrong, of end users and of the bot together
   * @param repaired how many items were mended
   * @param undecided of how many end users or days it could not be said, because their sessions
   *     went on changing or the counters did not come by in time
   * @param next where to go on; empty when all is done
   */
  public record Report(
      long sessions, long drift, int repaired, int undecided, Optional<Place> next) {
    static final Report NOTHING = new Report(0, 0, 0, 0, Optional.empty());

    Report plus(Report other) {
      return new Report(
          sessions + other.sessions,
          drift + other.drift,
          repaired + other.repaired,
          undecided + other.undecided,
          other.next);
    }
  }

  /**
   * A day of a shard: the piece that is recounted at a time.
   *
   * @param day the day
   * @param shard the shard, the first being 0
   */
  public record Place(LocalDate day, int shard) {}

  /**
   * Recounts days of a bot.
   *
   * @param from where to begin
   * @param last the last day
   * @param repair whether to mend what is wrong
   * @param goesOn asked before each piece and each end user: false when it is time to end
   */
  public Report run(BotId bot, Place from, LocalDate last, boolean repair, BooleanSupplier goesOn) {
    Report report = Report.NOTHING;
    for (LocalDate day = from.day; !day.isAfter(last); day = day.plusDays(1)) {
      int shards = shardings.of(bot).shards(day);
      for (int shard = day.equals(from.day) ? from.shard : 0; shard < shards; shard++) {
        if (!goesOn.getAsBoolean()) {
          return report.plus(new Report(0, 0, 0, 0, Optional.of(new Place(day, shard))));
        }
        report = report.plus(recount(new ShardDay(bot, shard, day), repair, goesOn));
        if (report.next.isPresent()) {
          return report;
        }
      }
    }
    return report;
  }

  /** One piece. If the time does not suffice for it, it is to be done again: less is left then. */
  private Report recount(ShardDay day, boolean repair, BooleanSupplier goesOn) {
    Map<String, ScannedSessions> found = rows(day);
    DayReconciliation recounted =
        new DayReconciliation(dynamo, tables, day, retention, clock, pause, repair);
    try {
      return recount(day, found, recounted, goesOn);
    } catch (UnreadableItemException e) {
      if (!repair) {
        throw e;
      }
      new DamagedCounts(dynamo, tables, clock).empty(day, found.keySet());
      return recount(day, found, recounted, goesOn);
    }
  }

  private static Report recount(
      ShardDay day,
      Map<String, ScannedSessions> found,
      DayReconciliation recounted,
      BooleanSupplier goesOn) {
    List<String> users = List.copyOf(found.keySet());
    ConcurrentLinkedQueue<Report> reports = new ConcurrentLinkedQueue<>();
    Report again = new Report(0, 0, 0, 0, Optional.of(new Place(day.day(), day.shard())));
    // Side by side, because each waits for the counters.
    Parallel.forEach(
        recounted.differing(users, found),
        user -> reports.add(goesOn.getAsBoolean() ? recounted.user(user) : again));
    long sessions = found.values().stream().mapToLong(ScannedSessions::size).sum();
    Report report = new Report(sessions, 0, 0, 0, Optional.empty());
    for (Report one : reports) {
      report = report.plus(one);
    }
    return reports.contains(again) ? report.plus(again) : report.plus(recounted.bot(users));
  }

  private Map<String, ScannedSessions> rows(ShardDay day) {
    Map<String, ScannedSessions> found = new TreeMap<>();
    Queries.each(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.sessions())
            .indexName(SessionItem.BY_DATE)
            .keyConditionExpression("#day = :day")
            .projectionExpression(ScannedSessions.ATTRIBUTES)
            .expressionAttributeNames(
                Map.of("#day", SessionItem.BOT_DAY, "#owner", SessionItem.OWNER))
            .expressionAttributeValues(
                Map.of(":day", Attributes.s(SessionItem.botDay(day.bot(), day.day(), day.shard()))))
            .build(),
        item -> {
          String owner = new Attributes(item).text(SessionItem.OWNER);
          ScannedSessions rows = found.getOrDefault(owner, new ScannedSessions());
          UnreadableRows.unlessReadable(
              () -> {
                rows.add(item);
                found.put(owner, rows);
              });
          return true;
        });
    return found;
  }
}
