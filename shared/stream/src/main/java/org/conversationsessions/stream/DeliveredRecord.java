package org.conversationsessions.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.log.StructuredLog;

/**
 * A stream record as delivered, valid or not.
 *
 * @param text the record
 * @param members its members; empty if it is not a JSON object
 */
record DeliveredRecord(String text, JsonObject members) {
  /** Who removes expired items (AWS: DynamoDB Streams and Time to Live). */
  private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

  static DeliveredRecord of(Json json) {
    return new DeliveredRecord(
        JsonWriter.text(json), json instanceof JsonObject object ? object : JsonObject.EMPTY);
  }

  /** Returns a record that is not JSON. */
  static DeliveredRecord ofText(String text) {
    return new DeliveredRecord(text, JsonObject.EMPTY);
  }

  /** Returns DynamoDB's description of the change. */
  JsonObject change() {
    return members.object("dynamodb");
  }

  /** Returns whether DynamoDB itself has removed the item because it had expired. */
  boolean isExpiry() {
    return members.object("userIdentity").text("principalId").equals(Optional.of(TIME_TO_LIVE));
  }

  /** Returns the record's sequence number in its shard; empty if it has none. */
  Optional<String> sequenceNumber() {
    return change().text("SequenceNumber").filter(SequenceNumber::isValid);
  }

  /**
   * Returns the attributes of a message about the record: the reason and where to find the record.
   */
  Map<String, String> attributes(String reason) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(DeadLetterQueue.REASON, reason);
    attributes.put("streamArn", streamArn());
    attributes.put("sequenceNumber", sequenceNumber().orElse(""));
    attributes.put("keys", change().member("Keys").map(JsonWriter::text).orElse(""));
    return attributes;
  }

  /** Logs a line without any content of the record. */
  void log(String message, String reason) {
    System.out.println(
        StructuredLog.end(
            StructuredLog.begin("WARN", message)
                .name("error")
                .string(reason)
                .name("streamArn")
                .string(streamArn())
                .name("sequenceNumber")
                .string(sequenceNumber().orElse(""))));
  }

  private String streamArn() {
    return members.text("eventSourceARN").orElse("");
  }
}
