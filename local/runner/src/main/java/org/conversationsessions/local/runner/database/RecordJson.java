package org.conversationsessions.local.runner.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.conversationsessions.local.runner.stream.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Converts records of DynamoDB Streams to the form that Lambda passes to functions. */
final class RecordJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordJson() {}

  /**
   * Converts a record.
   *
   * @param partitionKey the table's partition key attribute
   */
  static StreamRecord record(Record record, String partitionKey, String streamArn, String region) {
    AttributeValue partition = Objects.requireNonNull(record.dynamodb().keys().get(partitionKey));
    try {
      return new StreamRecord(
          record.dynamodb().sequenceNumber(),
          JSON.writeValueAsString(AttributeJson.of(partition)),
          record.dynamodb().approximateCreationDateTime(),
          JSON.writeValueAsString(json(record, streamArn, region)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> json(Record record, String streamArn, String region) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("eventID", record.eventID());
    json.put("eventName", record.eventNameAsString());
    json.put("eventVersion", record.eventVersion());
    json.put("eventSource", record.eventSource());
    json.put("awsRegion", region);
    Identity identity = record.userIdentity();
    if (identity != null) {
      Map<String, Object> who = new LinkedHashMap<>();
      who.put("principalId", identity.principalId());
      who.put("type", identity.type());
      json.put("userIdentity", who);
    }
    json.put("dynamodb", change(record.dynamodb()));
    json.put("eventSourceARN", streamArn);
    return json;
  }

  private static Map<String, Object> change(
      software.amazon.awssdk.services.dynamodb.model.StreamRecord change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ApproximateCreationDateTime", change.approximateCreationDateTime().getEpochSecond());
    json.put("Keys", AttributeJson.of(change.keys()));
    // The images depend on the stream's view type and on the kind of change.
    if (change.hasNewImage() && !change.newImage().isEmpty()) {
      json.put("NewImage", AttributeJson.of(change.newImage()));
    }
    if (change.hasOldImage() && !change.oldImage().isEmpty()) {
      json.put("OldImage", AttributeJson.of(change.oldImage()));
    }
    json.put("SequenceNumber", change.sequenceNumber());
    json.put("SizeBytes", change.sizeBytes());
    json.put("StreamViewType", change.streamViewTypeAsString());
    return json;
  }
}
