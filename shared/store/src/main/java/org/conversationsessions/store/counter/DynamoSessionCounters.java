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
 * Session counters in DynamoDB. One transaction writes the counts of an end user's day, those of
 * the bot's day, and the sequence number of the last change counted. Each write is conditional on
 * the version that was read (optimistic locking). So each change is counted exactly once: either
 * the counts and the sequence number that guards against a repetition are stored, or neither.
 * Changes of several end users of a bot share a transaction, so the bot's items are written once.
 *
 * <p>A single change costs 4 write units, or 6 where the bot's day has items for its hours: 2 for
 * each item in a transaction. In a batch it costs little more than 2 for each end user. Every item
 * costs 1 read unit.
 *
 * <p>With measures, a closing is such a change too, and 2 to 6 write units are added for the item
 * of a bot's measures, by its size. The first session of an end user on a day costs 0.5 read units
 * more, or 1.5 if the end user is new.
 */
public final class DynamoSessionCounters implements SessionCounters {
  /** How many end users' changes share a transaction. */
  private static final int USERS_PER_TRANSACTION = 20;

  /** The number of items in a transaction (AWS: DynamoDB quotas). */
  private static final int MAX_WRITES = 100;

  /**
   * The number of transient failures after which the rest of a batch fails without an attempt. Each
   * may take the client's timeout of 5 seconds, and the function's timeout is 120.
   */
  private static final int MAX_TRANSIENT_FAILURES = 12;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final ShardingCache shardings;
  private final Clock clock;
  private final BackoffPolicy backoff;
  private final boolean countsMeasures;

  /**
   * Creates the adapter.
   *
   * @param countsMeasures whether measures of closed sessions and numbers of end users are counted
   *     too
   */
  public DynamoSessionCounters(
      DynamoDbClient dynamo,
      Tables tables,
      ShardingCache shardings,
      Clock clock,
      BackoffPolicy backoff,
      boolean countsMeasures) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.shardings = shardings;
    this.clock = clock;
    this.backoff = backoff;
    this.countsMeasures = countsMeasures;
  }

  /**
   * Creates the adapter with a new sharding cache.
   *
   * @param clock gives the time from which an item that counts nothing is kept
   * @param countsMeasures whether measures of closed sessions and numbers of end users are counted
   *     too
   */
  public static SessionCounters of(
      DynamoDbClient dynamo, Tables tables, Clock clock, boolean countsMeasures) {
    return new DynamoSessionCounters(
        dynamo,
        tables,
        new ShardingCache(dynamo, tables, clock),
        clock,
        BackoffPolicy.jittered(),
        countsMeasures);
  }

  @Override
  public SortedMap<Integer, StoreException> count(List<CountChange> changes) {
    Batch batch = new Batch();
    for (int index = 0; index < changes.size(); index++) {
      batch.add(index, changes.get(index));
    }
    batch.days.forEach(
        (day, ofUsers) -> {
          List<UserChanges> all = List.copyOf(ofUsers.values());
          for (int from = 0; from < all.size(); from += USERS_PER_TRANSACTION) {
            batch.count(day, all.subList(from, Math.min(all.size(), from + USERS_PER_TRANSACTION)));
          }
        });
    return batch.failures;
  }

  /** The sessions that one day item of a bot counts: those of a shard and a day. */
  public record ShardDay(BotId bot, int shard, LocalDate day) {}

  /**
   * Changes of an end user's sessions of one day, in their order, with their indexes in the batch.
   */
  private record UserChanges(List<CountChange> changes, List<Integer> indexes) {
    UserChanges() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** The changes of one call, and the failures. */
  private final class Batch {
    private final Map<ShardDay, Map<String, UserChanges>> days = new LinkedHashMap<>();
    private final SortedMap<Integer, StoreException> failures = new TreeMap<>();
    private final Map<BotId, StoreException> shardingFailures = new HashMap<>();
    private int attemptsLeft = MAX_TRANSIENT_FAILURES;
    private @Nullable StoreException lastFailure;

    void add(int index, CountChange change) {
      StoreException known = shardingFailures.get(change.bot());
      if (known != null) {
        failures.put(index, known);
        return;
      }
      try {
        int shard = shardings.of(change.bot()).shardOf(change.userId(), change.day());
        UserChanges userChanges =
            days.computeIfAbsent(
                    new ShardDay(change.bot(), shard, change.day()), d -> new LinkedHashMap<>())
                .computeIfAbsent(change.userId(), u -> new UserChanges());
        userChanges.changes.add(change);
        userChanges.indexes.add(index);
      } catch (StoreException e) {
        // No later change of the bot may be counted before this one.
        shardingFailures.put(change.bot(), e);
        failures.put(index, e);
      }
    }

    /**
     * Counts end users in one transaction. If that fails, counts each half by itself. So one end
     * user's counters that cannot be read or written do not affect those of others. An end user's
     * changes of a day are counted all or none.
     */
    void count(ShardDay day, List<UserChanges> ofUsers) {
      if (attemptsLeft == 0 && lastFailure != null) {
        fail(ofUsers, lastFailure);
        return;
      }
      try {
        countTogether(day, ofUsers.stream().map(UserChanges::changes).toList());
      } catch (StoreException e) {
        if (!(e instanceof UnreadableItemException)) {
          attemptsLeft--;
          lastFailure = e;
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

    private void fail(List<UserChanges> ofUsers, StoreException failure) {
      ofUsers.forEach(
          userChanges -> userChanges.indexes.forEach(index -> failures.put(index, failure)));
    }
  }

  private void countTogether(ShardDay day, List<List<CountChange>> ofUsers) {
    for (int conflicts = 0; ; conflicts++) {
      if (conflicts > 0) {
        backoff.awaitRetry(conflicts);
      }
      List<TransactWriteItem> writes =
          new CounterUpdate(dynamo, tables, clock, countsMeasures).computeWrites(day, ofUsers);
      if (writes.isEmpty()) {
        return;
      }
      // A single end user needs at most 52 writes: a day, 24 hours and measures, for user and bot
      // each.
      if (writes.size() > MAX_WRITES) {
        int half = ofUsers.size() / 2;
        countTogether(day, ofUsers.subList(0, half));
        countTogether(day, ofUsers.subList(half, ofUsers.size()));
        return;
      }
      if (tryWrite(writes)) {
        return;
      }
    }
  }

  private boolean tryWrite(List<TransactWriteItem> writes) {
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return true;
    } catch (TransactionConflictException e) {
      return false;
    } catch (TransactionCanceledException e) {
      boolean conflict =
          e.cancellationReasons().stream()
              .allMatch(
                  reason ->
                      switch (String.valueOf(reason.code())) {
                        case "None", "null", "ConditionalCheckFailed", "TransactionConflict" ->
                            true;
                        default -> false;
                      });
      if (conflict && !e.cancellationReasons().isEmpty()) {
        return false;
      }
      throw CallFailure.of("counting sessions", e);
    }
  }
}
