package org.conversationsessions.api.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.debug.DebugDetail;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 18: events for debug logs, and invalid ones")
class InvalidEventsTest {
  private static final BotId BOT = new BotId("st-1");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final ConversationKey ADA = new ConversationKey(BOT, "ada", "rtm");

  @Test
  void anInvalidEventThatNamesItsConversationHasALine() {
    Map<ConversationKey, List<DebugLine>> lines =
        lines("{\"eventId\":\"e\",\"userId\":\"ada\",\"channel\":\"rtm\",\"type\":\"nonsense\"}");

    assertThat(lines).containsOnlyKeys(ADA);
    DebugLine line = Objects.requireNonNull(lines.get(ADA)).getFirst();
    assertThat(line.title()).isEqualTo("Event refused");
    assertThat(line.level()).isEqualTo(DebugLevel.ERROR);
    assertThat(line.eventId()).contains("e");
    assertThat(line.at()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123Z"));
    assertThat(line.message()).contains("type: must be one of").doesNotContain("nonsense");
  }

  @Test
  void noTextOfTheRequestIsInALine() {
    Map<ConversationKey, List<DebugLine>> lines =
        lines(
            "{\"eventId\":\"e\",\"userId\":\"ada\",\"channel\":\"rtm\",\"type\":\"tags\","
                + "\"timestamp\":\"my \\\"secret\\\" words\"}");

    assertThat(Objects.requireNonNull(lines.get(ADA)).getFirst().message())
        .isEqualTo("timestamp: a text is not an ISO 8601 time with a zone");
  }

  @Test
  void anInvalidEventThatNamesNoConversationHasNone() {
    assertThat(lines("{\"eventId\":\"e\",\"type\":\"tags\",\"userId\":\"ada\"}")).isEmpty();
    assertThat(lines("[]")).isEmpty();
    assertThat(lines("{\"eventId\":\"e\",\"type\":\"tags\",\"userId\":7,\"channel\":\"rtm\"}"))
        .isEmpty();
    assertThat(lines("{\"eventId\":\"e\",\"type\":\"tags\",\"userId\":\"a\",\"channel\":\"r\"}"))
        .as("a valid one")
        .isEmpty();
  }

  @Test
  void aDebugLogHandsInALine() {
    ActivityEvent event =
        valid(
            "\"title\":\"Node\",\"level\":\"Error\",\"message\":\"m\",\"detail\":\"{}\","
                + "\"timestamp\":\"2026-11-20T11:00:00.5Z\"");

    assertThat(event.debugLine())
        .contains(
            new DebugLine(
                Instant.parse("2026-11-20T11:00:00.500Z"),
                "Node",
                DebugLevel.ERROR,
                "m",
                new DebugDetail.Text("{}"),
                Optional.empty(),
                Optional.of("e")));
  }

  @Test
  void aDebugLogNeedsOnlyATitle() {
    DebugLine line = valid("\"title\":\"Node\"").debugLine().orElseThrow();

    assertThat(line.level()).isEqualTo(DebugLevel.INFO);
    assertThat(line.message()).isEmpty();
    assertThat(line.detail()).isEqualTo(new DebugDetail.Text(""));
    assertThat(line.at()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123Z"));
  }

  @Test
  void aDebugLogIsBounded() {
    assertThat(problem("\"level\":\"Info\"")).contains("title: is missing");
    assertThat(problem("\"title\":\"\"")).contains("title: ");
    assertThat(problem("\"title\":\"" + "t".repeat(257) + "\"")).contains("title: ");
    assertThat(problem("\"title\":\"t\",\"level\":\"info\"")).contains("level: ");
    assertThat(problem("\"title\":\"t\",\"message\":\"" + "m".repeat(1025) + "\""))
        .contains("message: ");
    assertThat(problem("\"title\":\"t\",\"detail\":\"" + "d".repeat(4097) + "\""))
        .contains("detail: ");
    assertThat(problem("\"title\":\"t\",\"detail\":{}")).contains("detail: ");
    valid(
        "\"title\":\"%s\",\"message\":\"%s\",\"detail\":\"%s\""
            .formatted("t".repeat(256), "m".repeat(1024), "d".repeat(4096)));
  }

  private static ActivityEvent valid(String fields) {
    return ((ParsedEvent.Valid) read(debugLog(fields))).event();
  }

  private static String problem(String fields) {
    return ((ParsedEvent.Invalid) read(debugLog(fields))).error().msg();
  }

  private static String debugLog(String fields) {
    return "{\"eventId\":\"e\",\"type\":\"debugLog\",\"userId\":\"ada\",\"channel\":\"rtm\","
        + fields
        + "}";
  }

  private static Map<ConversationKey, List<DebugLine>> lines(String event) {
    return InvalidEvents.debugLines(List.of(read(event)), NOW);
  }

  private static ParsedEvent read(String event) {
    JsonReader.Parsed parsed = JsonReader.read(Bytes.utf8(event));
    return ActivityReader.readEvent(((JsonReader.Parsed.Value) parsed).json(), BOT, NOW, NOW);
  }
}
