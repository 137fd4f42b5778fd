package org.conversationsessions.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.erasure.ErasureMarkItem;
import org.conversationsessions.store.session.SessionImage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads the stream of a sessions table, as Lambda does, and returns changes for the counters. */
public final class StreamPump {
  private final DynamoDbStreamsClient streams;
  private final String stream;
  private final Duration retention;
  private final @Nullable InstantSource clock;
  private final Map<String, String> iterators = new HashMap<>();
  private final Map<String, String> lastRead = new HashMap<>();

  public StreamPump(TestDynamo engine, Tables tables, Duration retention) {
    this(engine, tables, retention, null);
  }

  /**
   * Creates a reader.
   *
   * @param clock gives the time of a change; null: the change has its own
   */
  public StreamPump(
      TestDynamo engine, Tables tables, Duration retention, @Nullable InstantSource clock) {
    this.clock = clock;
    this.streams = engine.streams();
    this.stream =
        engine
            .client()
            .describeTable(describe -> describe.tableName(tables.sessions()))
            .table()
            .latestStreamArn();
    this.retention = retention;
  }

  /**
   * The effect of a change of a session.
   *
   * @param counts the effect on the counters
   * @param tags the effect on the index by tag
   */
  public record Change(CountChange counts, TagChange tags) {}

  /** Returns the changes of the counters since the last call, in the stream's order. */
  public List<CountChange> next() {
    return nextChanges().stream().map(Change::counts).toList();
  }

  /** Returns the changes since the last call, in the stream's order. */
  public List<Change> nextChanges() {
    List<Change> changes = new ArrayList<>();
    for (Shard shard :
        streams
            .describeStream(describe -> describe.streamArn(stream))
            .streamDescription()
            .shards()) {
      read(shard, changes);
    }
    return changes;
  }

  private void read(Shard shard, List<Change> into) {
    String id = shard.shardId();
    @Nullable String iterator = iterators.containsKey(id) ? iterators.get(id) : iterator(id);
    while (iterator != null) {
      GetRecordsResponse page = page(id, iterator);
      for (Record record : page.records()) {
        lastRead.put(id, record.dynamodb().sequenceNumber());
        try {
          if (!isMark(record)) {
            into.add(change(record));
          }
        } catch (UnreadableItemException e) {
          // The function sends it to the dead letters.
          System.out.println("left out of the stream: " + e.getMessage());
        }
      }
      iterator = page.nextShardIterator();
      if (iterator != null) {
        iterators.put(id, iterator);
      }
      if (page.records().isEmpty()) {
        return;
      }
    }
  }

  /**
   * Reads a page. On a busy machine DynamoDB Local may call an iterator expired or trimmed while
   * its records are still there; the shard is then read on after the last record.
   */
  private GetRecordsResponse page(String shard, String iterator) {
    try {
      return streams.getRecords(get -> get.shardIterator(iterator));
    } catch (ExpiredIteratorException | TrimmedDataAccessException e) {
      String renewed = iterator(shard);
      return streams.getRecords(get -> get.shardIterator(renewed));
    }
  }

  private String iterator(String shard) {
    @Nullable String after = lastRead.get(shard);
    return streams
        .getShardIterator(
            get -> {
              get.streamArn(stream).shardId(shard);
              if (after == null) {
                get.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
              } else {
                get.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(after);
              }
            })
        .shardIterator();
  }

  /** Marks of erasures count nothing. */
  private static boolean isMark(Record record) {
    return ErasureMarkItem.isMark(record.dynamodb().keys());
  }

  private Change change(Record record) {
    Instant at = clock == null ? record.dynamodb().approximateCreationDateTime() : clock.instant();
    SessionImage before = image(record.dynamodb().oldImage());
    SessionImage after = image(record.dynamodb().newImage());
    return new Change(
        SessionImage.countChange(
            new SequenceNumber(record.dynamodb().sequenceNumber()), at, retention, before, after),
        SessionImage.tagChange(at, retention, before, after));
  }

  private static @Nullable SessionImage image(Map<String, AttributeValue> image) {
    return Objects.requireNonNull(image).isEmpty() ? null : SessionImage.read(image);
  }
}
