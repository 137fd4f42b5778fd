package org.conversationsessions.acceptance.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Loads saved responses of getSessions and getMessagesV2 into tables, as o-for-osw-agent does
 * ({@code venkata-adulla/o-for-osw-agent}, {@code load_kore.py}). A message refers to the
 * conversation that its session became; a session that is on no page becomes a stub without
 * figures.
 */
final class OswAgentEtl {
  private static final Map<String, String> CONTAINMENT =
      Map.of("selfservice", "self_service", "dropoff", "drop_off", "agent", "agent_transfer");

  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, Message> messages = new LinkedHashMap<>();

  /** A row of the table of conversations. */
  record Conversation(
      String sessionId,
      String channel,
      String channelUserId,
      Optional<String> language,
      Duration duration,
      OptionalInt messageCount,
      OptionalInt taskCount,
      Optional<String> containmentType,
      String sessionStatus,
      boolean isDeveloper,
      OptionalInt ticketId,
      List<String> altText,
      boolean isStub) {}

  /** A row of the table of messages. */
  record Message(
      String id, String sessionId, String direction, String body, String taskName, Instant at) {}

  /** Loads a saved page of sessions. */
  void loadSessions(JsonNode payload) {
    for (JsonNode raw : payload.path("sessions")) {
      Map<String, String> tags = new LinkedHashMap<>();
      for (JsonNode tag : raw.path("tags").path("sessionTags")) {
        tags.putIfAbsent(tag.path("name").asText(), tag.path("value").asText());
      }
      Conversation row =
          new Conversation(
              raw.path("sessionId").asText(),
              raw.path("channel").asText(),
              raw.path("userId").asText(),
              raw.path("session_lang").valueStream().findFirst().map(JsonNode::asText),
              Duration.between(
                  Instant.parse(raw.path("start_time").asText()),
                  Instant.parse(raw.path("end_time").asText())),
              integer(raw.path("noOfMessagesExchanged").asText()),
              integer(raw.path("noOfTasksExecuted").asText()),
              containment(raw.path("containmentType").asText()),
              raw.path("sessionStatus").asText(),
              raw.path("isDeveloper").asBoolean(),
              integer(tags.getOrDefault("TicketID", "")),
              raw.path("tags").path("altText").findValuesAsText("value"),
              false);
      conversations.putIfAbsent(row.sessionId(), row);
    }
  }

  /** Loads a saved page of messages. A message without an id or a direction is left out. */
  void loadMessages(JsonNode payload) {
    for (JsonNode raw : payload.path("messages")) {
      String direction = raw.path("type").asText();
      if (!raw.has("_id") || !List.of("incoming", "outgoing").contains(direction)) {
        continue;
      }
      List<String> parts = new ArrayList<>();
      raw.path("components")
          .forEach(component -> parts.add(component.path("data").path("text").asText()));
      Message row =
          new Message(
              raw.path("_id").asText(),
              raw.path("sessionId").asText(),
              direction,
              String.join("\n", parts),
              raw.path("tN").asText(),
              Instant.parse(raw.path("createdOn").asText()));
      messages.putIfAbsent(row.id(), row);
      conversations.computeIfAbsent(row.sessionId(), id -> stub(id, raw));
    }
  }

  /** Returns the conversations by their session's id. */
  Map<String, Conversation> conversations() {
    return conversations;
  }

  /** Returns the turns of a conversation, in the order of time. */
  List<Message> turns(String sessionId) {
    return messages.values().stream()
        .filter(message -> message.sessionId().equals(sessionId))
        .sorted(Comparator.comparing(Message::at).thenComparing(Message::id))
        .toList();
  }

  private static Conversation stub(String sessionId, JsonNode message) {
    return new Conversation(
        sessionId,
        message.path("chnl").asText(),
        "",
        Optional.of(message.path("lang").asText()),
        Duration.ZERO,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        "",
        false,
        OptionalInt.empty(),
        List.of(),
        true);
  }

  private static Optional<String> containment(String wire) {
    return Optional.ofNullable(CONTAINMENT.get(wire.toLowerCase(Locale.ROOT)));
  }

  private static OptionalInt integer(String text) {
    return text.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
