package org.conversationsessions.store.counter;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.ShardingCache;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Counts in DynamoDB. What is counted of an end user and a day, of their bot and that day, and the
 * number of the last change counted are written in one transaction, on condition that none of them
 * has moved since it was read: so either all of it is there, with the number that keeps it from
 * being counted again, or nothing is. Changes of several end users of a bot go together, which
 * makes the bot's items cheap.
 *
 * <p>For a change alone 6 write units where bot and user have few sessions that day (two items in a
 * transaction of two units each, and the hour's where the bot has many), in a batch little more
 * than 2 for each end user; 1 read unit for each item.
 */
public final class DynamoSessionCounters implements SessionCounters {
  /** End users whose changes go together. A transaction has at most 100 items (AWS: quotas). */
  private static final int TOGETHER = 20;

  private static final int MAX_WRITES = 100;

  /**
   * Failures that may pass, after which the rest of a batch is not tried: each may take the five
   * seconds of a call that is given up, and the function has 120.
   */
  private static final int PASSING_FAILURES = 12;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardingCache shardings;
  private final Clock clock;
  private final BackoffPolicy contention;

  /** Makes the adapter. */
  public DynamoSessionCounters(
      DynamoDbClient dynamo,
      Tables tables,
      ShardingCache shardings,
      Clock clock,
      BackoffPolicy contention) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.shardings = shardings;
    this.clock = clock;
    this.contention = contention;
  }

  /**
   * Makes the adapter.
   *
   * @param clock tells what has long been empty
   */
  public static SessionCounters of(DynamoDbClient dynamo, Tables tables, Clock clock) {
    return new DynamoSessionCounters(
        dynamo,
        tables,
        new ShardingCache(dynamo, tables, clock),
        clock,
        BackoffPolicy.backingOff());
  }

  @Override
  public SortedMap<Integer, StoreException> count(List<CountChange> changes) {
    Batch batch = new Batch();
    for (int place = 0; place < changes.size(); place++) {
      batch.add(place, changes.get(place));
    }
    batch.days.forEach(
        (day, ofUsers) -> {
          List<Owed> all = List.copyOf(ofUsers.values());
          for (int from = 0; from < all.size(); from += TOGETHER) {
            batch.count(day, all.subList(from, Math.min(all.size(), from + TOGETHER)));
          }
        });
    return batch.failures;
  }

  /** The sessions that one item of a bot counts. */
  public record ShardDay(BotId bot, int shard, LocalDate day) {}

  /**
   * Changes of an end user's sessions of one day, in their order, with their places in the batch.
   */
  private record Owed(List<CountChange> changes, List<Integer> places) {
    Owed() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** The changes of one call, and what failed of them. */
  private final class Batch {
    private final Map<ShardDay, Map<String, Owed>> days = new LinkedHashMap<>();
    private final SortedMap<Integer, StoreException> failures = new TreeMap<>();
    private final Map<BotId, StoreException> withoutSharding = new HashMap<>();
    private int attemptsLeft = PASSING_FAILURES;
    private @Nullable StoreException last;

    void add(int place, CountChange change) {
      StoreException known = withoutSharding.get(change.bot());
      if (known != null) {
        failures.put(place, known);
        return;
      }
      try {
        int shard = shardings.of(change.bot()).shardOf(change.userId(), change.day());
        Owed owed =
            days.computeIfAbsent(
                    new ShardDay(change.bot(), shard, change.day()), d -> new LinkedHashMap<>())
                .computeIfAbsent(change.userId(), u -> new Owed());
        owed.changes.add(change);
        owed.places.add(place);
      } catch (StoreException e) {
        // Later changes of the bot fail alike: they must not be counted before this one.
        withoutSharding.put(change.bot(), e);
        failures.put(place, e);
      }
    }

    /**
     * Counts end users together. If that fails, each half by itself: so one end user's counts that
     * cannot be read, or cannot be written now, keep no others from being counted. An end user's
     * changes of a day are counted in one write or not at all.
     */
    void count(ShardDay day, List<Owed> ofUsers) {
      if (attemptsLeft == 0 && last != null) {
        fail(ofUsers, last);
        return;
      }
      try {
        countTogether(day, ofUsers.stream().map(Owed::changes).toList());
      } catch (StoreException e) {
        if (!(e instanceof UnreadableItemException)) {
          attemptsLeft--;
          last = e;
        }
        if (ofUsers.size() == 1) {
          fail(ofUsers, e);
          return;
        }
        int half = ofUsers.size() / 2;
        count(day, ofUsers.subList(0, half));
        count(day, ofUsers.subList(half, ofUsers.size()));
      }
    }

    private void fail(List<Owed> ofUsers, StoreException failure) {
      ofUsers.forEach(owed -> owed.places.forEach(place -> failures.put(place, failure)));
    }
  }

  private void countTogether(ShardDay day, List<List<CountChange>> ofUsers) {
    for (int losses = 0; ; losses++) {
      if (losses > 0) {
        contention.afterLoss(losses);
      }
      List<TransactWriteItem> writes = new CounterUpdate(dynamo, tables, clock).of(day, ofUsers);
      if (writes.isEmpty()) {
        return;
      }
      // A single end user's are at most 50: their day and hours, and the bot's.
      if (writes.size() > MAX_WRITES) {
        int half = ofUsers.size() / 2;
        countTogether(day, ofUsers.subList(0, half));
        countTogether(day, ofUsers.subList(half, ofUsers.size()));
        return;
      }
      if (isWritten(writes)) {
        return;
      }
    }
  }

  private boolean isWritten(List<TransactWriteItem> writes) {
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return true;
    } catch (TransactionConflictException e) {
      return false;
    } catch (TransactionCanceledException e) {
      boolean lost =
          e.cancellationReasons().stream()
              .allMatch(
                  reason ->
                      switch (String.valueOf(reason.code())) {
                        case "None", "null", "ConditionalCheckFailed", "TransactionConflict" ->
                            true;
                        default -> false;
                      });
      if (lost && !e.cancellationReasons().isEmpty()) {
        return false;
      }
      throw CallFailure.of("counting sessions", e);
    }
  }
}
