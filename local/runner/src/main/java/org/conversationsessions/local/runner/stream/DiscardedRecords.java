package org.conversationsessions.local.runner.stream;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.sqs.Queues;

/**
 * Reports discarded records: on stderr, and as Lambda's document in the mapping's on-failure queue
 * (Lambda developer guide, "Retain discarded records for a DynamoDB event source"). The document
 * holds the records' positions, not their contents.
 */
final class DiscardedRecords {
  private static final System.Logger LOG = System.getLogger(DiscardedRecords.class.getName());

  private final StreamSettings mapping;
  private final String streamArn;
  private final Queues queues;
  private final Clock clock;

  DiscardedRecords(StreamSettings mapping, String streamArn, Queues queues, Clock clock) {
    this.mapping = mapping;
    this.streamArn = streamArn;
    this.queues = queues;
    this.clock = clock;
  }

  /** Why records are discarded, in Lambda's terms. */
  enum Condition {
    RETRIES("RetryAttemptsExhausted"),
    AGE("RecordAgeExceeded");

    private final String name;

    Condition(String name) {
      this.name = name;
    }
  }

  /** Reports all records of a batch. */
  void add(String shard, ShardBatch batch, Condition condition) {
    LOG.log(
        Level.ERROR,
        "{0}: {1} records discarded ({2}): {3} to {4} of {5}",
        mapping.name(),
        batch.size(),
        condition.name,
        batch.records().getFirst().sequenceNumber(),
        batch.records().getLast().sequenceNumber(),
        shard);
    mapping
        .discarded()
        .ifPresent(
            queue ->
                queue.send(
                    queues.message(JsonCodec.write(document(shard, batch, condition)), Map.of()),
                    Optional.empty()));
  }

  private Map<String, Object> document(String shard, ShardBatch batch, Condition condition) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("requestContext", requestContext(batch, condition));
    if (batch.last() != ShardBatch.Ending.NONE) {
      document.put("responseContext", responseContext(batch));
    }
    document.put("version", "1.0");
    document.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    document.put("DDBStreamBatchInfo", position(shard, batch.records()));
    return document;
  }

  private Map<String, Object> requestContext(ShardBatch batch, Condition condition) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("requestId", UUID.randomUUID().toString());
    context.put("functionArn", LocalArn.arn("lambda", "function:" + mapping.function()));
    context.put("condition", condition.name);
    context.put("approximateInvokeCount", batch.invocations());
    return context;
  }

  private static Map<String, Object> responseContext(ShardBatch batch) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("statusCode", 200);
    context.put("executedVersion", "$LATEST");
    if (batch.last() == ShardBatch.Ending.ERROR) {
      context.put("functionError", "Unhandled");
    }
    return context;
  }

  private Map<String, Object> position(String shard, List<StreamRecord> records) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("shardId", shard);
    place.put("startSequenceNumber", records.getFirst().sequenceNumber());
    place.put("endSequenceNumber", records.getLast().sequenceNumber());
    place.put("approximateArrivalOfFirstRecord", time(records.getFirst()));
    place.put("approximateArrivalOfLastRecord", time(records.getLast()));
    place.put("batchSize", records.size());
    place.put("streamArn", streamArn);
    return place;
  }

  private static String time(StreamRecord record) {
    Instant created = record.created();
    return created.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
