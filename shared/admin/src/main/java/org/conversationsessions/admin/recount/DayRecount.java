package org.conversationsessions.admin.recount;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.admin.recount.SessionRecount.Pause;
import org.conversationsessions.admin.recount.SessionRecount.Report;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
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
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.session.SessionItem;
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
 * written in one transaction. The sum is taken between two reads of the bot's item that show the
 * same version.
 */
final class DayRecount {
  private static final int MAX_ATTEMPTS = 5;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardDay day;
  private final Duration retention;
  private final Clock clock;
  private final Pause pause;
  private final boolean repair;

  DayRecount(
      DynamoDbClient dynamo,
      Tables tables,
      ShardDay day,
      Duration retention,
      Clock clock,
      Pause pause,
      boolean repair) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.day = day;
    this.retention = retention;
    this.clock = clock;
    this.pause = pause;
    this.repair = repair;
  }

  /** Returns the end users whose counters differ from their sessions, which were just read. */
  List<String> differingUsers(Collection<String> owners, Map<String, ScannedSessions> found) {
    List<String> differing = new ArrayList<>();
    Map<String, CounterSnapshot> stored =
        readCounters(owners.stream().map(CounterItem::counterKeyOfOwner).toList());
    for (String owner : owners) {
      CounterSnapshot counts = stored.get(CounterItem.counterKeyOfOwner(owner));
      ScannedSessions rows = found.getOrDefault(owner, new ScannedSessions());
      if (counts == null || !counts.matches(rows.buckets())) {
        differing.add(owner);
      }
    }
    return differing;
  }

  /** Compares an end user's counters with their sessions, using a marker, and repairs them. */
  Report recountUser(String owner) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      ScannedSessions sessionsBefore = readSessions(owner);
      String marker = UUID.randomUUID().toString();
      if (sessionsBefore.kinds().isEmpty() || !writeMarker(owner, sessionsBefore, marker)) {
        continue;
      }
      if (!awaitMarker(owner, marker)) {
        break;
      }
      ScannedSessions sessionsAfter = readSessions(owner);
      CounterSnapshot stored = readCounters(CounterItem.counterKeyOfOwner(owner));
      if (!sessionsAfter.kinds().equals(sessionsBefore.kinds())) {
        continue;
      }
      BucketCounts expected = sessionsAfter.buckets();
      if (stored.matches(expected)) {
        return Report.NOTHING;
      }
      long drift = CounterSnapshot.difference(stored.buckets(), expected);
      if (!repair) {
        return new Report(0, Math.max(1, drift), 0, 0, Optional.empty());
      }
      if (tryRepair(
          CounterItem.counterKeyOfOwner(owner),
          stored,
          sessionsAfter.deltas(sessionsAfter.noExpiryBefore(retention, clock.instant())))) {
        return new Report(0, Math.max(1, drift), 1, 0, Optional.empty());
      }
    }
    return new Report(0, 0, 0, 1, Optional.empty());
  }

  /** Compares the bot's counters with the sum of its end users', and repairs them. */
  Report recountBot(Collection<String> owners) {
    String bot = CounterItem.counterKey(day.bot(), day.shard());
    List<String> users = owners.stream().map(CounterItem::counterKeyOfOwner).toList();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      CounterSnapshot before = readCounters(bot);
      List<Delta> sum = new ArrayList<>();
      readCounters(users)
          .values()
          .forEach(
              counts ->
                  sum.addAll(
                      CounterSnapshot.deltas(
                          counts.buckets(),
                          firstBucket(day.day()),
                          firstExpiry(counts.day().counts()))));
      if (readCounters(bot).day().version() != before.day().version()) {
        continue;
      }
      BucketCounts expected = DayCounts.bucketsOfDay(sum);
      if (before.matches(expected)) {
        return Report.NOTHING;
      }
      long drift = Math.max(1, CounterSnapshot.difference(before.buckets(), expected));
      if (!repair) {
        return new Report(0, drift, 0, 0, Optional.empty());
      }
      if (tryRepair(bot, before, sum)) {
        return new Report(0, drift, 1, 0, Optional.empty());
      }
    }
    return new Report(0, 0, 0, 1, Optional.empty());
  }

  private static @Nullable Instant firstExpiry(DayCounts counts) {
    return counts.expiries().values().stream().min(Instant::compareTo).orElse(null);
  }

  private boolean tryRepair(String counterKey, CounterSnapshot stored, List<Delta> expected) {
    List<TransactWriteItem> writes =
        stored.repairWrites(tables, counterKey, day.day(), expected, clock.instant());
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
            Attributes.s(rows.kinds().keySet().iterator().next()));
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
    for (int round = 0; pause.await(round); round++) {
      if (readCounters(CounterItem.counterKeyOfOwner(owner)).day().recountMarker().equals(marker)) {
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
            .projectionExpression(ScannedSessions.ATTRIBUTES)
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
