package org.conversationsessions.local.runner.demo;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * An event of a made-up conversation.
 *
 * @param user the end user
 * @param at when it happened
 * @param fields all its fields, as they are sent (contract, section 6)
 */
record DemoEvent(String user, Instant at, Map<String, Object> fields) {
  /** Makes a defensive copy. */
  DemoEvent {
    fields = Map.copyOf(fields);
  }

  /** Returns an event with an identifier that no other event of the end user has. */
  static DemoEvent of(
      String type, String user, String channel, Instant at, Map<String, Object> others) {
    Map<String, Object> fields = new HashMap<>(others);
    // Nothing else happens to an end user in the same second.
    fields.put("eventId", Long.toString(at.toEpochMilli(), Character.MAX_RADIX));
    fields.put("type", type);
    fields.put("userId", user);
    fields.put("channel", channel);
    fields.put("timestamp", at.toString());
    return new DemoEvent(user, at, fields);
  }

  /** Returns whether it is the first of its conversation: only that one has an intent. */
  boolean opens() {
    return fields.containsKey("intent");
  }
}
