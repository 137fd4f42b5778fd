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
 * A message of the queue: an event of the bus, as EventBridge delivers it. Its detail is an
 * activity event and its bot.
 *
 * @param messageId the queue's identifier
 * @param body the body
 * @param sent when it was sent to the queue, in milliseconds since the epoch
 */
record QueuedActivity(String messageId, String body, long sent) {
  /**
   * Reads the messages of an invocation, in the order in which they were sent. Input that is not an
   * SQS event counts as one message with the whole input as its body.
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

  /** Parses the body as an event of the bus; empty if it is not one. */
  Optional<JsonObject> busEvent() {
    return JsonReader.read(body, JsonReader.Duplicates.LAST_HOLDS).object();
  }

  /** Returns why the body is not an event of the bus; empty if it is one. */
  Optional<String> problem() {
    return switch (JsonReader.read(body, JsonReader.Duplicates.LAST_HOLDS)) {
      case Parsed.Malformed(String reason) -> Optional.of(reason);
      case Parsed.Value(JsonObject ignored) -> Optional.empty();
      case Parsed.Value ignored -> Optional.of("it is another value");
    };
  }

  /**
   * Returns when an event arrived at the bus. It is the same at every delivery. The event's
   * publisher can set this time, so a time in the future is replaced by now.
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
