package org.conversationsessions.functions.recordbusactivity;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;
import org.jspecify.annotations.Nullable;

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
   * Reads the messages of an invocation, in the order in which they were sent.
   *
   * @throws IllegalArgumentException if the event is not from a queue
   */
  static List<QueuedActivity> read(@Nullable SQSEvent event) {
    if (event == null || event.getRecords() == null) {
      throw new IllegalArgumentException("the event has no Records");
    }
    return event.getRecords().stream()
        .map(QueuedActivity::of)
        .sorted(Comparator.comparingLong(QueuedActivity::sent))
        .toList();
  }

  /** Reads a message. Without a body, its description replaces it in the dead-letter queue. */
  private static QueuedActivity of(SQSMessage message) {
    Map<String, String> attributes = Objects.requireNonNullElse(message.getAttributes(), Map.of());
    return new QueuedActivity(
        Objects.requireNonNullElse(message.getMessageId(), ""),
        Objects.requireNonNullElseGet(message.getBody(), message::toString),
        Optional.ofNullable(attributes.get("SentTimestamp"))
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(Long::parseLong)
            .orElse(0L));
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
