package org.conversationsessions.functions.finishclosing;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;

/**
 * A message of the closing queue, as Lambda delivers it.
 *
 * @param messageId the queue's identifier
 * @param receiptHandle the identifier of this delivery
 * @param body the body
 * @param group the message group
 * @param delivery the number of deliveries so far, including this one
 */
record QueuedClosing(
    String messageId, String receiptHandle, String body, String group, int delivery) {
  /**
   * Reads the messages of an invocation, in the queue's order.
   *
   * @throws IllegalArgumentException if the event is not from a queue
   */
  static List<QueuedClosing> read(Bytes event) {
    JsonObject batch =
        JsonReader.read(event)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the event is no JSON object"));
    if (!(batch.member("Records").orElse(Json.NULL) instanceof JsonArray(List<Json> records))) {
      throw new IllegalArgumentException("the event has no Records");
    }
    List<QueuedClosing> messages = new ArrayList<>();
    for (Json record : records) {
      if (record instanceof JsonObject message) {
        JsonObject attributes = message.object("attributes");
        messages.add(
            new QueuedClosing(
                message.text("messageId").orElse(""),
                message.text("receiptHandle").orElse(""),
                message.text("body").orElse(""),
                attributes.text("MessageGroupId").orElse(""),
                attributes
                    .text("ApproximateReceiveCount")
                    .filter(text -> text.matches("[0-9]{1,9}"))
                    .map(Integer::parseInt)
                    .orElse(1)));
      }
    }
    return messages;
  }
}
