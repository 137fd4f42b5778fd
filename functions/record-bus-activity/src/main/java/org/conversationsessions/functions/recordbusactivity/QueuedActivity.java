package org.conversationsessions.functions.recordbusactivity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonReader.Parsed;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.api.time.IsoTime;

/**
 * A message of the queue: an event of the bus as EventBridge delivers it, whose detail is an
 * activity event and its bot.
 *
 * @param messageId the queue's identifier
 * @param body the text
 * @param sent when it was put into the queue, in epoch milliseconds
 */
record QueuedActivity(String messageId, String body, long sent) {
  /**
   * The messages of an invocation, in the order in which they were sent. What is no message of SQS
   * is one whose body is all that came.
   */
  static List<QueuedActivity> read(Bytes event) {
    if (!(JsonReader.read(event) instanceof Parsed.Value(JsonObject batch)
        && batch.member("Records").orElse(Json.NULL) instanceof JsonArray(List<Json> records))) {
      return List.of(new QueuedActivity("", event.utf8Text().orElseGet(event::toBase64), 0));
    }
    List<QueuedActivity> messages = new ArrayList<>();
    for (Json record : records) {
      JsonObject message = record instanceof JsonObject object ? object : JsonObject.EMPTY;
      messages.add(
          new QueuedActivity(
              message.text("messageId").orElse(""),
              message.text("body").orElseGet(() -> JsonWriter.text(record)),
              message
                  .object("attributes")
                  .text("SentTimestamp")
                  .filter(text -> text.matches("[0-9]{1,18}"))
                  .map(Long::parseLong)
                  .orElse(0L)));
    }
    messages.sort(Comparator.comparingLong(QueuedActivity::sent));
    return messages;
  }

  /** The bus's event; empty if the message is none. */
  Optional<JsonObject> busEvent() {
    return JsonReader.read(body, JsonReader.Duplicates.LAST_HOLDS).object();
  }

  /** Says why the message is no event of the bus; empty if it is one. */
  Optional<String> complaint() {
    return switch (JsonReader.read(body, JsonReader.Duplicates.LAST_HOLDS)) {
      case Parsed.Malformed(String reason) -> Optional.of(reason);
      case Parsed.Value(JsonObject ignored) -> Optional.empty();
      case Parsed.Value ignored -> Optional.of("it is another value");
    };
  }

  /**
   * When an event came to the bus: the same at every delivery of it. Who puts an event on the bus
   * may say so; nothing has come that is still to come.
   */
  static Instant arrival(JsonObject busEvent, Instant now) {
    return busEvent
        .text("time")
        .flatMap(IsoTime::read)
        .map(IsoTime::instant)
        .filter(time -> time.isBefore(now))
        .orElse(now);
  }
}
