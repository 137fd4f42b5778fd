package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/admin export} against the whole service: it has an app's secret and nothing else. */
class ExportAcceptanceIT {
  private static final String USER = "ada@example.com";

  /** A midnight at which the export's second window ends. */
  private final Instant midnight =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(6));

  private final TestBot bot = TestBot.create();
  @TempDir private Path root;

  @BeforeEach
  void keepMessages() {
    assertThat(bot.settings(Map.of("keepMessages", true)).status()).isEqualTo(200);
  }

  @Test
  void everySessionOfManyPagesAndWindowsIsExportedOnceWithItsMessages() {
    List<String> ids = new ArrayList<>();
    ids.add(talk("u-old", midnight.minus(Duration.ofDays(20)), "old"));
    ids.add(talk("u-edge", midnight.minusMillis(1), "edge"));
    // It continues after the end of its window.
    bot.record(message("u-edge", midnight.plusSeconds(30), "edge later"));
    for (int at = 0; at < 60; at++) {
      ids.add(talk("u-" + at, midnight.plusSeconds(at), "text " + at));
    }
    bot.close(Map.of("userId", "u-7"));

    List<JsonNode> rows = rows(export(bot.builder(), "--messages"));

    assertThat(values(rows, "session", "sessionId")).isEqualTo(ids.reversed());
    List<String> texts = values(rows, "message", "text");
    assertThat(texts).hasSize(63).doesNotHaveDuplicates().contains("edge", "edge later", "old");
    assertThat(values(rows, "message", "sessionId")).containsOnly(ids.toArray(String[]::new));
    JsonNode closed =
        rows.stream().filter(row -> row.path("userId").asText().equals("u-7")).findFirst().get();
    JsonNode shown = bot.session(closed.path("sessionId").asText());
    shown.properties().forEach(f -> assertThat(closed.get(f.getKey())).isEqualTo(f.getValue()));
  }

  @Test
  void anAccessRequestHasWhatIsStoredOfOneEndUserAfterRedaction() throws Exception {
    Map<String, ?> redaction =
        Map.of(
            "enabled",
            true,
            "patterns",
            List.of(
                Map.of(
                    "pii_type",
                    "card",
                    "regex",
                    "[0-9]{16}",
                    "enabled",
                    true,
                    "display",
                    Map.of("type", "replacement", "value", "[card]"))));
    Answer settings = bot.settings(Map.of("piiRedaction", redaction));
    assertThat(settings.status()).as(settings.brief()).isEqualTo(200);
    String session = talk(USER, midnight, "my card is 4111111111111111");
    talk("leo@example.com", midnight, "not hers");
    Path file = root.resolve("ada.ndjson");

    String out = export(bot.admin(), "--user", USER, "--messages", "--output", file.toString());

    assertThat(out).isEmpty();
    String text = Files.readString(file);
    assertThat(values(rows(text), "session", "sessionId")).containsExactly(session);
    assertThat(values(rows(text), "message", "text")).containsExactly("my card is [card]");
    assertThat(text).doesNotContain("4111").doesNotContain("leo");
  }

  @Test
  void aBotThatKeepsNoMessagesExportsNone() {
    assertThat(bot.settings(Map.of("keepMessages", false)).status()).isEqualTo(200);
    String session = talk(USER, midnight, "not kept");

    List<JsonNode> rows = rows(export(bot.builder(), "--messages"));

    assertThat(values(rows, "session", "sessionId")).containsExactly(session);
    assertThat(rows).hasSize(1);
  }

  @Test
  void messagesNeedTheirScope() {
    TestApp reader = bot.newApp(Scope.READ);
    String session = talk(USER, midnight, "secret");

    assertThat(values(rows(export(reader)), "session", "sessionId")).containsExactly(session);
    Operator.Said said = run(reader, "--messages");

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out()).doesNotContain("secret");
    assertThat(said.err()).contains("Scope is incorrect").contains("chat_history:read");
  }

  @Test
  void aCsvFileHasNoFormulaOfAnEndUser() {
    talk("=HYPERLINK(1)", midnight, "@SUM(1), \"or\"\nnot");

    String out = export(bot.builder(), "--messages", "--format", "csv");

    assertThat(out)
        .startsWith("record,sessionId,botId,userId,")
        .contains(",\"'=HYPERLINK(1)\",")
        .contains(",\"'@SUM(1), \"\"or\"\"\nnot\",");
  }

  /** Records what an end user says; the session. */
  private String talk(String user, Instant at, String text) {
    return bot.recordOne(message(user, at, text));
  }

  private static Event message(String user, Instant at, String text) {
    return Event.userMessage(user, "rtm", at).with("text", text);
  }

  private String export(TestApp app, String... options) {
    Operator.Said said = run(app, options);
    assertThat(said.status()).as(said.err()).isZero();
    return said.out();
  }

  private Operator.Said run(TestApp app, String... options) {
    List<String> line = new ArrayList<>(List.of("export", "--bot", bot.id().value()));
    Collections.addAll(line, "--from", midnight.minus(Duration.ofDays(30)).toString());
    Collections.addAll(line, "--url", RunningService.get().credentials().url());
    Collections.addAll(line, "--app", app.app().appId(), "--secret", app.secret());
    Collections.addAll(line, options);
    return new Operator(root).admin(line.toArray(String[]::new));
  }

  private static List<JsonNode> rows(String ndjson) {
    return ndjson.lines().map(line -> Client.json(line.getBytes(StandardCharsets.UTF_8))).toList();
  }

  private static List<String> values(List<JsonNode> rows, String record, String field) {
    return rows.stream()
        .filter(row -> row.path("record").asText().equals(record))
        .flatMap(row -> Stream.ofNullable(row.findValue(field)))
        .map(JsonNode::asText)
        .toList();
  }
}
