package org.conversationsessions.local.runner.database;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.local.runner.stream.StreamRecord;
import org.conversationsessions.local.runner.stream.TableStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** Reads a shard of a DynamoDB stream, and renews its iterator when it expires. */
final class DynamoShardReader implements TableStream.Reader {
  private static final System.Logger LOG = System.getLogger(DynamoShardReader.class.getName());
  private static final TableStream.Page END = new TableStream.Page(List.of(), true);

  private final DynamoStream stream;
  private final String shard;
  private Optional<String> after;
  private @Nullable String iterator;
  private boolean ended;

  DynamoShardReader(DynamoStream stream, String shard, Optional<String> after) {
    this.stream = stream;
    this.shard = shard;
    this.after = after;
  }

  @Override
  public TableStream.Page next() {
    if (ended) {
      return END;
    }
    try {
      return read(iterator == null ? find() : iterator);
    } catch (ExpiredIteratorException | TrimmedDataAccessException e) {
      // An iterator expires after 15 minutes, records after 24 hours.
      return read(find());
    } catch (ResourceNotFoundException e) {
      LOG.log(Level.WARNING, "the shard {0} is gone: {1}", shard, e.getMessage());
      ended = true;
      return END;
    }
  }

  private TableStream.Page read(String from) {
    GetRecordsResponse response = stream.client().getRecords(r -> r.shardIterator(from));
    List<StreamRecord> records =
        response.records().stream()
            .map(
                record ->
                    RecordJson.record(record, stream.partitionKey(), stream.arn(), stream.region()))
            .toList();
    iterator = response.nextShardIterator();
    ended = iterator == null;
    if (!records.isEmpty()) {
      after = Optional.of(records.getLast().sequenceNumber());
    }
    return new TableStream.Page(records, ended);
  }

  private String find() {
    if (after.isEmpty()) {
      return find(ShardIteratorType.TRIM_HORIZON);
    }
    try {
      return find(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
    } catch (ResourceNotFoundException e) {
      throw e;
    } catch (DynamoDbException e) {
      // Usually TrimmedDataAccessException; DynamoDB Local may also call the number invalid.
      LOG.log(
          Level.WARNING,
          "{0} is read from its oldest record, because the records after {1} have expired: {2}",
          shard,
          after.get(),
          e.getMessage());
      return find(ShardIteratorType.TRIM_HORIZON);
    }
  }

  private String find(ShardIteratorType type) {
    return stream
        .client()
        .getShardIterator(
            r ->
                r.streamArn(stream.arn())
                    .shardId(shard)
                    .shardIteratorType(type)
                    .sequenceNumber(
                        type == ShardIteratorType.TRIM_HORIZON ? null : after.orElseThrow()))
        .shardIterator();
  }
}
