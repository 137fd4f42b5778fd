package org.conversationsessions.admin.reconcile;

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
import org.conversationsessions.admin.reconcile.CounterReconciliation.Pause;
import org.conversationsessions.admin.reconcile.CounterReconciliation.Report;
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
import org.conversationsessions.store.history.BucketWindow;
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
 * One day of one shard of a bot, counted again.
 *
 * <p>An end user: their sessions are read, one of them is touched with a question, and when the
 * counters have come by it, they have counted all that came before. If the sessions are still the
 * same, the counters must agree with them. Whatever changes afterwards comes to the counters as a
 * change, right or mended alike.
 *
 * <p>The bot: its counts are those of its end users together, because they are written together. So
 * the end users' counts are added up between two readings of the bot's that show the same version.
 */
final class DayReconciliation {
  private static final int ATTEMPTS = 5;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardDay day;
  private final Duration retention;
  private final Clock clock;
  private final Pause pause;
  private final boolean repair;

  DayReconciliation(
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

  /** Those of some end users whose counts are not what their sessions, just read, would make. */
  List<String> differing(Collection<String> owners, Map<String, ScannedSessions> found) {
    List<String> differing = new ArrayList<>();
    Map<String, CounterSnapshot> stored =
        stored(owners.stream().map(CounterItem::countedOwner).toList());
    for (String owner : owners) {
      CounterSnapshot counts = stored.get(CounterItem.countedOwner(owner));
      ScannedSessions rows = found.getOrDefault(owner, new ScannedSessions());
      if (counts == null || !counts.agrees(rows.slots())) {
        differing.add(owner);
      }
    }
    return differing;
  }

  /** Looks closer at an end user. */
  Report user(String owner) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ScannedSessions before = rows(owner);
      String question = UUID.randomUUID().toString();
      if (before.kinds().isEmpty() || !isAsked(owner, before, question)) {
        continue;
      }
      if (!isAnswered(owner, question)) {
        break;
      }
      ScannedSessions after = rows(owner);
      CounterSnapshot stored = stored(CounterItem.countedOwner(owner));
      if (!after.kinds().equals(before.kinds())) {
        continue;
      }
      BucketCounts truth = after.slots();
      if (stored.agrees(truth)) {
        return Report.NOTHING;
      }
      long drift = CounterSnapshot.difference(stored.slots(), truth);
      if (!repair) {
        return new Report(0, Math.max(1, drift), 0, 0, Optional.empty());
      }
      if (isMended(
          CounterItem.countedOwner(owner),
          stored,
          after.deltas(after.noExpiryBefore(retention, clock.instant())))) {
        return new Report(0, Math.max(1, drift), 1, 0, Optional.empty());
      }
    }
    return new Report(0, 0, 0, 1, Optional.empty());
  }

  /** Compares the bot's counts with those of its end users together. */
  Report bot(Collection<String> owners) {
    String bot = CounterItem.counted(day.bot(), day.shard());
    List<String> users = owners.stream().map(CounterItem::countedOwner).toList();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      CounterSnapshot before = stored(bot);
      List<Delta> together = new ArrayList<>();
      stored(users)
          .values()
          .forEach(
              counts ->
                  together.addAll(
                      CounterSnapshot.deltas(
                          counts.slots(), firstSlot(day.day()), first(counts.day().counts()))));
      if (stored(bot).day().version() != before.day().version()) {
        continue;
      }
      BucketCounts truth = DayCounts.slotsOf(together);
      if (before.agrees(truth)) {
        return Report.NOTHING;
      }
      long drift = Math.max(1, CounterSnapshot.difference(before.slots(), truth));
      if (!repair) {
        return new Report(0, drift, 0, 0, Optional.empty());
      }
      if (isMended(bot, before, together)) {
        return new Report(0, drift, 1, 0, Optional.empty());
      }
    }
    return new Report(0, 0, 0, 1, Optional.empty());
  }

  private static @Nullable Instant first(DayCounts counts) {
    return counts.expiries().values().stream().min(Instant::compareTo).orElse(null);
  }

  private boolean isMended(String counted, CounterSnapshot stored, List<Delta> truth) {
    List<TransactWriteItem> writes =
        stored.mended(tables, counted, day.day(), truth, clock.instant());
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }

  /**
   * Asks behind the end user's changes; false if the session to be touched has gone or is being
   * written.
   */
  private boolean isAsked(String owner, ScannedSessions rows, String question) {
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
                  .updateExpression("SET " + SessionItem.RECOUNT + " = :question")
                  .conditionExpression("attribute_exists(sessionId)")
                  .expressionAttributeValues(Map.of(":question", Attributes.s(question))));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  /** Whether the counters have come by the question in time. */
  private boolean isAnswered(String owner, String question) {
    for (int round = 0; pause.waits(round); round++) {
      if (stored(CounterItem.countedOwner(owner)).day().probe().equals(question)) {
        return true;
      }
    }
    return false;
  }

  private ScannedSessions rows(String owner) {
    ScannedSessions rows = new ScannedSessions();
    Instant first = TimeBucket.start(firstSlot(day.day()));
    Queries.each(
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
          UnreadableRows.unlessReadable(() -> rows.add(item));
          return true;
        });
    return rows;
  }

  private CounterSnapshot stored(String counted) {
    return stored(List.of(counted)).getOrDefault(counted, CounterSnapshot.NONE);
  }

  private Map<String, CounterSnapshot> stored(List<String> counted) {
    return CounterSnapshot.read(dynamo, tables, counted, day.day());
  }

  private static long firstSlot(LocalDate day) {
    return TimeBucket.first(CounterUpdate.absolute(day, 0));
  }
}
