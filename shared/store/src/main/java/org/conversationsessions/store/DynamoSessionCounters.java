package org.conversationsessions.store;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.conversation.Contention;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SessionCounters;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.calls.CallFailure;
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

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Spreads spreads;
  private final Clock clock;
  private final Contention contention;

  /** Makes the adapter. */
  DynamoSessionCounters(
      DynamoDbClient dynamo, Tables tables, Spreads spreads, Clock clock, Contention contention) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.spreads = spreads;
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
        dynamo, tables, new Spreads(dynamo, tables, clock), clock, Contention.backingOff());
  }

  @Override
  public void count(List<CountChange> changes) {
    Map<ShardDay, Map<String, List<CountChange>>> days = new LinkedHashMap<>();
    for (CountChange change : changes) {
      int shard = spreads.of(change.bot()).shardOf(change.userId(), change.day());
      days.computeIfAbsent(
              new ShardDay(change.bot(), shard, change.day()), d -> new LinkedHashMap<>())
          .computeIfAbsent(change.userId(), u -> new ArrayList<>())
          .add(change);
    }
    days.forEach(
        (day, ofUsers) -> {
          List<List<CountChange>> all = List.copyOf(ofUsers.values());
          for (int from = 0; from < all.size(); from += TOGETHER) {
            countTogether(day, all.subList(from, Math.min(all.size(), from + TOGETHER)));
          }
        });
  }

  /** The sessions that one item of a bot counts. */
  record ShardDay(BotId bot, int shard, LocalDate day) {}

  private void countTogether(ShardDay day, List<List<CountChange>> ofUsers) {
    for (int losses = 0; ; losses++) {
      if (losses > 0) {
        contention.afterLoss(losses);
      }
      List<TransactWriteItem> writes = new CountWrites(dynamo, tables, clock).of(day, ofUsers);
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
