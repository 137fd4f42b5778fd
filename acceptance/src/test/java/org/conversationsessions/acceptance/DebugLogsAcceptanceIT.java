package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 18: the debug log of a bot that keeps one")
class DebugLogsAcceptanceIT {
  private static final String USER = "u-1@example.com";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Instant start =
      Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
  private final TestBot bot = TestBot.create();

  @BeforeEach
  void keepDebugLogs() {
    Answer settings =
        bot.settings(
            Map.of(
                "keepDebugLogs",
                true,
                "closureBehavior",
                "message",
                "customScript",
                "koreUtil.ClearAuthProfiles('crm');",
                "piiRedaction",
                Map.of(
                    "enabled",
                    true,
                    "patterns",
                    List.of(
                        Map.of(
                            "pii_type",
                            "Number",
                            "regex",
                            "[0-9]{4}",
                            "enabled",
                            true,
                            "display",
                            Map.of("type", "replacement", "value", "####"))))));
    assertThat(settings.json().path("keepDebugLogs").asBoolean()).as(settings.brief()).isTrue();
  }

  @Test
  void aConversationIsToldFromItsStartToItsClosingScript() {
    String session =
        bot.recordOne(Event.userMessage(USER, "rtm", start).with("text", "secret words"));
    bot.record(
        Event.of("taskStarted", USER, "rtm", start.plusSeconds(1)).with("task", "Book"),
        Event.of("debugLog", USER, "rtm", start.plusSeconds(2))
            .with("title", "Node initiated")
            .with("message", "card 1234")
            .with("detail", "{\"card\":\"1234\"}"));
    bot.send(Event.userMessage(USER, "rtm", start.minusSeconds(9999)));
    bot.send(Event.of("nonsense", USER, "rtm", start));
    bot.close(Map.of("userId", USER));

    List<JsonNode> lines = awaitLines();

    assertThat(lines)
        .extracting(line -> line.path("debugTitle").asText())
        .containsExactlyInAnyOrder(
            "Session started",
            "Task started",
            "Node initiated",
            "Event refused",
            "Event refused",
            "Session closed",
            "State cleared",
            "Closing message",
            "Closure script");
    assertThat(lines)
        .extracting(line -> line.path("timestamp").asText())
        .as("oldest first")
        .isSorted();
    JsonNode node = line(lines, "Node initiated");
    assertThat(node.path("debugMessage").asText()).isEqualTo("card ####");
    assertThat(node.path("debugDetail").asText()).isEqualTo("{\"card\":\"####\"}");
    JsonNode closed =
        Client.json(
            line(lines, "Session closed")
                .path("debugDetail")
                .asText()
                .getBytes(StandardCharsets.UTF_8));
    assertThat(closed.path("rule").asText()).isEqualTo("noTaskCompleted");
    assertThat(closed.path("by").asText()).isEqualTo("api");
    assertThat(closed.path("session").asText()).isEqualTo(session);
    assertThat(bot.debugLogs("identity=" + session).text())
        .contains("Node initiated", "Closure script")
        .doesNotContain("secret words");
  }

  @Test
  void theSettingIsOffUnlessItIsTurnedOn() {
    bot.settings(Map.of("keepDebugLogs", false));
    bot.record(
        Event.userMessage(USER, "rtm", start),
        Event.of("debugLog", USER, "rtm", start).with("title", "Node initiated"));

    assertThat(bot.debugLogs("identity=" + encoded()).text()).isEqualTo("[]");
  }

  /** The script's line comes last. */
  private List<JsonNode> awaitLines() {
    return Polling.until(
        SOON,
        this::lines,
        lines ->
            lines.stream()
                .anyMatch(line -> line.path("debugTitle").asText().equals("Closure script")));
  }

  private List<JsonNode> lines() {
    Answer answer = bot.debugLogs("identity=" + encoded());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<JsonNode> lines = StreamSupport.stream(answer.json().spliterator(), false).toList();
    assertThat(answer.header("x-total-count")).contains(Integer.toString(lines.size()));
    return lines;
  }

  private static JsonNode line(List<JsonNode> lines, String title) {
    return lines.stream()
        .filter(line -> line.path("debugTitle").asText().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static String encoded() {
    return URLEncoder.encode(USER, StandardCharsets.UTF_8);
  }
}
