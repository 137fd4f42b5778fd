package org.conversationsessions.admin.bulk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Fills an empty deployment with closed sessions, for imports and benchmarks: the records in large
 * batches, their counts added up in memory and written at the end. Three write units for each
 * session and next to nothing for the counts, instead of a session's whole life.
 *
 * <p>It is for empty tables only. It <em>overwrites</em> the counts of every bot, end user and day
 * that it has a session of, whatever they counted before. And nothing may count beside it: a
 * function that reads the table's stream would count the same sessions again.
 */
public final class BulkLoader {
  /** So many are made, written and counted at a time. */
  private static final int TOGETHER = 4000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final ShardingCache shardings;
  private final boolean countsUsers;

  /**
   * Makes an archive.
   *
   * @param expiry when the sessions expire
   * @param countsUsers whether to write the counts of end users too, some items for each of them;
   *     without, the history of an end user with many sessions is wrong
   */
  public BulkLoader(DynamoDbClient dynamo, Tables tables, Expiry expiry, boolean countsUsers) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.shardings = new ShardingCache(dynamo, tables, expiry.clock());
    this.countsUsers = countsUsers;
  }

  /**
   * Writes sessions and then their counts. If it fails anything may have been written, but no
   * counts before all sessions; the same again writes the same.
   *
   * @param sessions all of them, each once; closed ones only
   * @param written is told of each lot of sessions how many they were
   * @throws org.conversationsessions.application.StoreException if some could not be written
   */
  public void write(Iterator<Session> sessions, IntConsumer written) {
    BulkCounts counts = new BulkCounts();
    while (sessions.hasNext()) {
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      List<BulkCounts.Counted> counted = new ArrayList<>();
      while (sessions.hasNext() && items.size() < TOGETHER) {
        Session session = sessions.next();
        int shard = SessionItem.shardOf(session, shardings.of(session.conversation().bot()));
        Map<String, AttributeValue> item = item(session, shard);
        items.add(item);
        count(item, shard, counted);
      }
      Parallel.forEach(
          List.<Runnable>of(
              () -> Batches.put(dynamo, tables.sessions(), items), () -> counts.add(counted)),
          Runnable::run);
      written.accept(items.size());
    }
    Batches.put(dynamo, tables.counters(), counts.items(expiry.clock().instant()));
  }

  private Map<String, AttributeValue> item(Session session, int shard) {
    if (session.closing().isEmpty()) {
      throw new IllegalArgumentException("session " + session.id() + " is not closed");
    }
    return SessionItem.of(session, expiry, shard);
  }

  /** Of an item what the table's stream would have counted. */
  private void count(Map<String, AttributeValue> item, int shard, List<BulkCounts.Counted> into) {
    CountChange change =
        SessionImage.counted(
            SequenceNumber.NONE,
            expiry.clock().instant(),
            expiry.retention(),
            null,
            SessionImage.read(item));
    into.add(counted(CounterItem.counted(change.bot(), shard), change));
    if (countsUsers) {
      into.add(counted(CounterItem.counted(change.bot(), change.userId()), change));
    }
  }

  private static BulkCounts.Counted counted(String counted, CountChange change) {
    return new BulkCounts.Counted(counted, change.day(), change.counted());
  }
}
