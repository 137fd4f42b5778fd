package org.conversationsessions.admin.recount;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.conversationsessions.admin.recount.SessionRecount.Pause;
import org.conversationsessions.admin.recount.SessionRecount.Position;
import org.conversationsessions.admin.recount.SessionRecount.Report;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterSnapshot;
import org.conversationsessions.store.counter.CounterUpdate;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.window.BucketWindow;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Recounts one day of one shard of a bot.
 *
 * <p>An end user's counters are compared with their sessions. To distinguish drift from stream lag,
 * a recount marker is written to one of the sessions. Once the counters have processed the marker
 * from the stream, they have counted every earlier change. If the sessions are still the same, the
 * counters must agree with them. Later changes are counted as usual, whether the counters were
 * wrong or have been repaired.
 *
 * <p>The bot's counters are compared with the sum of its end users' counters, because both are
 * written in one transaction. The sum is taken between two reads of the bot's items that show the
 * same versions. It lacks an end user whose last session of the day was removed. Until that removal
 * is counted, the bot's counters contain them. So counts that differ are wrong only if they differ
 * in the same way after the longest time that the counters may lag.
 *
 * <p>Measures are compared in the same way. A repair also completes measures that are incomplete.
 */
final class DayRecount {
  private static final int MAX_ATTEMPTS = 5;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardDay day;
  private final Duration retention;
  private final boolean countsMeasures;
  private final Clock clock;
  private final Pause pause;
  private final boolean repair;

  DayRecount(
      DynamoDbClient dynamo,
      Tables tables,
      ShardDay day,
      Duration retention,
      boolean countsMeasures,
      Clock clock,
      Pause pause,
      boolean repair) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.day = day;
    this.retention = retention;
    this.countsMeasures = countsMeasures;
    this.clock = clock;
    this.pause = pause;
    this.repair = repair;
  }

  /**
   * Returns the end users whose counters differ from their sessions, which were just read. For a
   * repair, incomplete measures are a difference.
   */
  List<String> differingUsers(Map<String, ScannedSessions> found) {
    Map<String, CounterSnapshot> stored =
        readCounters(found.keySet().stream().map(CounterItem::counterKeyOfOwner).toList());
    return found.keySet().stream()
        .filter(
            owner -> {
              String counterKey = CounterItem.counterKeyOfOwner(owner);
              CounterSnapshot counts = stored.getOrDefault(counterKey, CounterSnapshot.NONE);
              ScannedSessions rows = found.getOrDefault(owner, new ScannedSessions());
              return !isRight(counts, rows.buckets(), ofUser(counts, rows.measures(), () -> false));
            })
        .toList();
  }

  /**
   * Compares an end user's counters with their sessions, using a marker, and repairs them.
   *
   * @param mayContinue asked before each attempt, which waits for the counters once
   */
  Report recountUser(String owner, BooleanSupplier mayContinue) {
    String user = CounterItem.counterKeyOfOwner(owner);
    Report found = Report.NOTHING;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (!mayContinue.getAsBoolean()) {
        return found.plus(stopped());
      }
      ScannedSessions sessionsBefore = readSessions(owner);
      String marker = UUID.randomUUID().toString();
      if (sessionsBefore.sessions().isEmpty() || !writeMarker(owner, sessionsBefore, marker)) {
        continue;
      }
      if (!awaitMarker(owner, marker)) {
        break;
      }
      CounterSnapshot stored = readCounters(user);
      ScannedSessions sessionsAfter = readSessions(owner);
      if (!sessionsAfter.sessions().equals(sessionsBefore.sessions())) {
        continue;
      }
      BucketCounts expected = sessionsAfter.buckets();
      Optional<DayMeasures> measures =
          ofUser(
              stored,
              sessionsAfter.measures(),
              () -> !CounterItem.hasEarlierDay(dynamo, tables, user, day.day()));
      if (isRight(stored, expected, measures)) {
        return found;
      }
      long drift = drift(stored, expected);
      if (!repair) {
        return new Report(0, drift, 0, 0, Optional.empty());
      }
      if (tryRepair(
          user,
          stored,
          sessionsAfter.deltas(sessionsAfter.noExpiryBefore(retention, clock.instant())),
          measures)) {
        found = new Report(0, drift, 1, 0, Optional.empty());
        if (!countsMeasures || stored.day().measures().isPresent()) {
          return found;
        }
        // Without measures stored, a change of only measures did not change the version. One that
        // was counted just before this repair is found by the next attempt.
      }
    }
    return found.plus(new Report(0, 0, 0, 1, Optional.empty()));
  }

  /**
   * Compares the bot's counters with the sum of its end users', and repairs them.
   *
   * @param known the partition keys of the end users' sessions
   * @param current reads these again; called if the counters differ, because other end users may
   *     have come
   * @param mayContinue asked before each attempt, which waits for the counters at most once
   */
  Report recountBot(
      Collection<String> known, Supplier<Collection<String>> current, BooleanSupplier mayContinue) {
    String bot = CounterItem.counterKey(day.bot(), day.shard());
    Set<String> owners = new TreeSet<>(known);
    BucketCounts differenceBeforePause = BucketCounts.EMPTY;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (!mayContinue.getAsBoolean()) {
        return stopped();
      }
      CounterSnapshot before = readCounters(bot);
      Collection<CounterSnapshot> users =
          readCounters(owners.stream().map(CounterItem::counterKeyOfOwner).toList()).values();
      if (!readCounters(bot).hasVersionsOf(before)) {
        continue;
      }
      List<Delta> sum = users.stream().flatMap(user -> deltas(user).stream()).toList();
      BucketCounts expected = DayCounts.bucketsOfDay(sum);
      Optional<DayMeasures> measures = sumOfMeasures(users);
      if (isRight(before, expected, measures)) {
        return Report.NOTHING;
      }
      if (owners.addAll(current.get())) {
        continue;
      }
      // A removal changes counts too, so it cannot be why only measures differ.
      BucketCounts difference = CounterSnapshot.difference(before.buckets(), expected);
      if (!difference.isEmpty() && !difference.equals(differenceBeforePause)) {
        differenceBeforePause = difference;
        await(() -> false);
        continue;
      }
      long drift = drift(before, expected);
      if (!repair) {
        return new Report(0, drift, 0, 0, Optional.empty());
      }
      if (tryRepair(bot, before, sum, measures)) {
        return new Report(0, drift, 1, 0, Optional.empty());
      }
    }
    return new Report(0, 0, 0, 1, Optional.empty());
  }

  /**
   * Records that the index by tag has all sessions of the day, after a repair has indexed those
   * that are stored. All later changes are indexed when they are counted.
   *
   * @return undecided if the counters kept changing
   */
  Report markIndexed() {
    String bot = CounterItem.counterKey(day.bot(), day.shard());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      CounterItem.Day stored = readCounters(bot).day();
      if (stored.indexed() || stored.version() == 0) {
        return Report.NOTHING;
      }
      TransactWriteItem write =
          CounterUpdate.put(
              tables,
              CounterItem.of(bot, day.day(), stored.withIndex(), clock.instant()),
              stored.version());
      try {
        dynamo.transactWriteItems(transact -> transact.transactItems(write));
        return Report.NOTHING;
      } catch (TransactionCanceledException e) {
        // The counters have changed meanwhile.
      }
    }
    return new Report(0, 0, 0, 1, Optional.empty());
  }

  /** Returns the result of an interrupted recount, which begins again with this day. */
  private Report stopped() {
    return new Report(0, 0, 0, 0, Optional.of(new Position(day.day(), day.shard())));
  }

  /** Returns whether stored counters are right, and for a repair also complete. */
  private boolean isRight(
      CounterSnapshot stored, BucketCounts expected, Optional<DayMeasures> measures) {
    boolean measuresAreRight =
        !countsMeasures
            || stored.measures().equals(measures)
            || (stored.measures().isEmpty() && !repair);
    return stored.matches(expected) && measuresAreRight;
  }

  /** Returns by how many sessions wrong counters differ; 0 if only measures must be completed. */
  private static long drift(CounterSnapshot stored, BucketCounts expected) {
    boolean onlyIncomplete = stored.matches(expected) && stored.measures().isEmpty();
    return onlyIncomplete
        ? 0
        : Math.max(
            1, CounterSnapshot.sessions(CounterSnapshot.difference(stored.buckets(), expected)));
  }

  /**
   * Returns an end user's measures, if measures are counted. Whether the end user was new on the
   * day stays as it was counted, because earlier sessions may have expired since.
   *
   * @param isNew called if that was not counted
   */
  private Optional<DayMeasures> ofUser(
      CounterSnapshot stored, HourlyMeasures sessions, BooleanSupplier isNew) {
    if (!countsMeasures) {
      return Optional.empty();
    }
    long newUsers =
        stored
            .day()
            .measures()
            .map(DayMeasures::newUsers)
            .orElseGet(() -> isNew.getAsBoolean() ? 1L : 0);
    return Optional.of(new DayMeasures(1, newUsers, sessions));
  }

  /** Returns the sum of end users' measures; empty if any are incomplete, or none are counted. */
  private Optional<DayMeasures> sumOfMeasures(Collection<CounterSnapshot> users) {
    List<DayMeasures> complete = users.stream().flatMap(user -> user.measures().stream()).toList();
    return countsMeasures && complete.size() == users.size()
        ? complete.stream().reduce(DayMeasures::plus).or(() -> Optional.of(DayMeasures.NONE))
        : Optional.empty();
  }

  private List<Delta> deltas(CounterSnapshot user) {
    return CounterSnapshot.deltas(
        user.buckets(), firstBucket(day.day()), firstExpiry(user.day().counts()));
  }

  private static @Nullable Instant firstExpiry(DayCounts counts) {
    return counts.expiries().values().stream().min(Instant::compareTo).orElse(null);
  }

  private boolean tryRepair(
      String counterKey,
      CounterSnapshot stored,
      List<Delta> expected,
      Optional<DayMeasures> measures) {
    List<TransactWriteItem> writes =
        stored.repairWrites(tables, counterKey, day.day(), expected, measures, clock.instant());
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }

  /**
   * Writes a marker to an end user's session; false if the session is gone or is being written by a
   * transaction.
   */
  private boolean writeMarker(String owner, ScannedSessions rows, String marker) {
    Map<String, AttributeValue> key =
        Map.of(
            SessionItem.OWNER,
            Attributes.s(owner),
            SessionItem.ID,
            Attributes.s(rows.sessions().keySet().iterator().next().value()));
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(tables.sessions())
                  .key(key)
                  .updateExpression("SET " + SessionItem.RECOUNT_MARKER + " = :marker")
                  .conditionExpression("attribute_exists(sessionId)")
                  .expressionAttributeValues(Map.of(":marker", Attributes.s(marker))));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  /** Waits until the counters have processed a marker; false if they have not in time. */
  private boolean awaitMarker(String owner, String marker) {
    String user = CounterItem.counterKeyOfOwner(owner);
    return await(() -> readCounters(user).day().recountMarker().equals(marker));
  }

  /** Waits for a condition, at most as long as the counters may lag; false if it does not hold. */
  private boolean await(BooleanSupplier condition) {
    for (int round = 0; pause.await(round); round++) {
      if (condition.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  private ScannedSessions readSessions(String owner) {
    ScannedSessions rows = new ScannedSessions();
    Instant first = TimeBucket.start(firstBucket(day.day()));
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.sessions())
            .keyConditionExpression("#owner = :owner AND sessionId BETWEEN :from AND :to")
            .expressionAttributeNames(Map.of("#owner", SessionItem.OWNER))
            .expressionAttributeValues(
                Map.of(
                    ":owner", Attributes.s(owner),
                    ":from", Attributes.s(SessionId.lowestAt(first).value()),
                    ":to",
                        Attributes.s(SessionId.highestAt(BucketWindow.endOf(day.day())).value())))
            .consistentRead(true)
            .build(),
        item -> {
          UnreadableRows.skipUnreadable(() -> rows.add(item));
          return true;
        });
    return rows;
  }

  private CounterSnapshot readCounters(String counterKey) {
    return readCounters(List.of(counterKey)).getOrDefault(counterKey, CounterSnapshot.NONE);
  }

  private Map<String, CounterSnapshot> readCounters(List<String> counterKeys) {
    return CounterSnapshot.read(dynamo, tables, counterKeys, day.day());
  }

  private static long firstBucket(LocalDate day) {
    return TimeBucket.firstOfHour(CounterUpdate.hourSinceEpoch(day, 0));
  }
}
