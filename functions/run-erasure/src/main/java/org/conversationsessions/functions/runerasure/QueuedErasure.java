package org.conversationsessions.functions.runerasure;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;

/**
 * A message of the erasure queue, as Lambda delivers it.
 *
 * @param messageId the queue's identifier
 * @param body the identifier of a request
 */
record QueuedErasure(String messageId, String body) {
  /**
   * Reads the messages of an invocation.
   *
   * @throws IllegalArgumentException if the event is not from a queue
   */
  static List<QueuedErasure> read(Bytes event) {
    JsonObject batch =
        JsonReader.read(event)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the event is not a JSON object"));
    if (!(batch.member("Records").orElse(Json.NULL) instanceof JsonArray(List<Json> records))) {
      throw new IllegalArgumentException("the event has no Records");
    }
    List<QueuedErasure> messages = new ArrayList<>();
    for (Json record : records) {
      if (record instanceof JsonObject message) {
        messages.add(
            new QueuedErasure(
                message.text("messageId").orElse(""), message.text("body").orElse("")));
      }
    }
    return messages;
  }
}
