package org.conversationsessions.acceptance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An activity event as it is sent.
 *
 * @param fields its fields
 */
public record Event(@JsonValue Map<String, Object> fields) {
  /** Copies what can change. */
  public Event {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** An event of a type (contract, section 6), with an identifier of its own. */
  public static Event of(String type, String userId, String channel, Instant at) {
    return new Event(
        Map.of(
            "eventId", "e-" + UUID.randomUUID(),
            "type", type,
            "userId", userId,
            "channel", channel,
            "timestamp", at.toString()));
  }

  /** The end user says something. */
  public static Event userMessage(String userId, String channel, Instant at) {
    return of("userMessage", userId, channel, at);
  }

  /** The bot says something. */
  public static Event botMessage(String userId, String channel, Instant at) {
    return of("botMessage", userId, channel, at);
  }

  /** The same with another field, or with another value of one. */
  public Event with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Event(more);
  }

  /** The same without a field. */
  Event without(String name) {
    Map<String, Object> fewer = new LinkedHashMap<>(fields);
    fewer.remove(name);
    return new Event(fewer);
  }

  /** Its identifier. */
  String eventId() {
    return String.valueOf(fields.get("eventId"));
  }
}
