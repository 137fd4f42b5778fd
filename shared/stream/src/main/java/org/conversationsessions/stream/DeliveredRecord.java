package org.conversationsessions.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.counter.SequenceNumber;

/**
 * A record of the stream as it was delivered, whatever it holds.
 *
 * @param text the record
 * @param members its members; none if it is no JSON object
 */
record DeliveredRecord(String text, JsonObject members) {
  static DeliveredRecord of(Json json) {
    return new DeliveredRecord(
        JsonWriter.text(json), json instanceof JsonObject object ? object : JsonObject.EMPTY);
  }

  /** What is not even JSON. */
  static DeliveredRecord ofText(String text) {
    return new DeliveredRecord(text, JsonObject.EMPTY);
  }

  /** What DynamoDB tells of the change. */
  JsonObject change() {
    return members.object("dynamodb");
  }

  /** Its place in its shard; empty if it tells none. */
  Optional<String> sequenceNumber() {
    return change().text("SequenceNumber").filter(SequenceNumber::isValid);
  }

  /** What a message about it says beside it: why, and where it is to be found. */
  Map<String, String> attributes(String reason) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(SetAside.REASON, reason);
    attributes.put("streamArn", streamArn());
    attributes.put("sequenceNumber", sequenceNumber().orElse(""));
    attributes.put("keys", change().member("Keys").map(JsonWriter::text).orElse(""));
    return attributes;
  }

  /** Writes a line to the function's log that holds nothing of the content. */
  void log(String message, String reason) {
    System.out.println(
        JsonWriter.text(
            JsonObject.ofTexts(
                Map.of(
                    "level",
                    "WARN",
                    "message",
                    message,
                    "error",
                    reason,
                    "streamArn",
                    streamArn(),
                    "sequenceNumber",
                    sequenceNumber().orElse("")))));
  }

  private String streamArn() {
    return members.text("eventSourceARN").orElse("");
  }
}
