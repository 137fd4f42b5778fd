package org.conversationsessions.admin.bulk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.tag.BulkPostings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Loads closed sessions into an empty deployment, for imports and benchmarks. Writes the sessions
 * in large batches, adds up their counts, measures and tags in memory, and writes the counters and
 * the index by tag at the end. Costs three write units for each session and next to nothing for the
 * counters. The index costs a write unit for some fifty tags of sessions, or for each tag of a term
 * and hour that has no other.
 *
 * <p>For empty tables only. It <em>overwrites</em> the counters and the index of every bot, end
 * user and day that it has a session of. No other counter may run: a function that reads the
 * table's stream would count the same sessions again.
 */
public final class BulkLoader {
  /** How many sessions are written at a time. */
  private static final int BATCH_SIZE = 4000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final ShardingCache shardings;
  private final boolean countsUsers;

  /**
   * Creates a loader.
   *
   * @param expiry the retention of the sessions
   * @param countsUsers whether to write end users' counters too, some items for each end user;
   *     without them the history of an end user with many sessions is wrong
   */
  public BulkLoader(DynamoDbClient dynamo, Tables tables, Expiry expiry, boolean countsUsers) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.shardings = new ShardingCache(dynamo, tables, expiry.clock());
    this.countsUsers = countsUsers;
  }

  /**
   * Writes sessions, then their counters. After a failure any session may have been written, and
   * counters only if all sessions were. Idempotent: the same call writes the same items.
   *
   * @param sessions all sessions, each once; closed ones only
   * @param written receives the number of sessions of each batch that was written
   * @throws org.conversationsessions.application.StoreException if some could not be written
   */
  public void write(Iterator<Session> sessions, IntConsumer written) {
    write(sessions, any -> true, written);
  }

  /**
   * Does the same, but leaves out rows: for benchmarks that read few of many sessions.
   *
   * @param hasRow whether a session is written, and not only counted and indexed
   */
  public void write(Iterator<Session> sessions, Predicate<Session> hasRow, IntConsumer written) {
    BulkCounts counts = new BulkCounts(countsUsers);
    BulkPostings postings = new BulkPostings(expiry.clock(), shardings::of);
    while (sessions.hasNext()) {
      List<Map<String, AttributeValue>> rows = new ArrayList<>();
      List<BulkCounts.Counted> counted = new ArrayList<>();
      List<TagChange> tagged = new ArrayList<>();
      while (sessions.hasNext() && counted.size() < BATCH_SIZE) {
        Session session = sessions.next();
        int shard = SessionItem.shardOf(session, shardings.of(session.conversation().bot()));
        Map<String, AttributeValue> item = item(session, shard);
        if (hasRow.test(session)) {
          rows.add(item);
        }
        SessionImage image = SessionImage.read(item);
        counted.add(new BulkCounts.Counted(shard, countChange(image)));
        tagged.add(
            SessionImage.tagChange(expiry.clock().instant(), expiry.retention(), null, image));
      }
      Parallel.forEach(
          List.<Runnable>of(
              () -> Batches.putAll(dynamo, tables.sessions(), rows),
              () -> counts.add(counted),
              () -> postings.add(tagged)),
          Runnable::run);
      written.accept(counted.size());
    }
    // A day's counts say that the day is indexed, so they are written last.
    Batches.putAll(dynamo, tables.counters(), postings.items());
    Batches.putAll(dynamo, tables.counters(), counts.items(expiry.clock().instant()));
  }

  private Map<String, AttributeValue> item(Session session, int shard) {
    if (session.closing().isEmpty()) {
      throw new IllegalArgumentException("session " + session.id() + " is not closed");
    }
    return SessionItem.of(session, expiry, shard);
  }

  /** Returns the change that a consumer of the table's stream would count. */
  private CountChange countChange(SessionImage image) {
    return SessionImage.countChange(
        SequenceNumber.NONE, expiry.clock().instant(), expiry.retention(), null, image);
  }
}
