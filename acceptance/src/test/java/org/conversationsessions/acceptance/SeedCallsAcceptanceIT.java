package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The calls of Kore.ai's page on the Sessions History API, sent by the real curl: what a user
 * copies works. Only the page's placeholders are filled in. The scheme is {@code http}, because
 * there is no TLS on one machine.
 */
@EnabledIf(value = "isPossible", disabledReason = "there is no curl")
class SeedCallsAcceptanceIT {
  private static final String TODAY = "today";
  private static final String THAT_DAY = "that day";

  private final TestBot bot = TestBot.create();

  @Test
  void withoutABodyAllBotsOfTheLastSevenDaysAreShown() throws Exception {
    recordBothTimes();
    String call = calls().get(0);
    assertThat(call).contains("--data-raw ''").doesNotContain("{{BotId}}");
    assertThat(users(run(call, "dropOff"))).containsExactly(TODAY);
    assertThat(users(run(call, "agent"))).isEmpty();
  }

  @Test
  void withABodyAllBotsOfTheseDaysAreShown() throws Exception {
    recordBothTimes();
    String call = calls().get(1);
    assertThat(call).contains("2020-02-11").doesNotContain("{{BotId}}");
    assertThat(users(run(call, "dropOff"))).containsExactly(THAT_DAY);
    assertThat(users(run(call, "selfService"))).isEmpty();
  }

  @Test
  void forASpecificBotItsSessionsOfTheseDaysAreShown() throws Exception {
    recordBothTimes();
    String call = calls().get(2);
    assertThat(call).contains("2020-02-11").contains("{{BotId}}");
    JsonNode answer = run(call, "dropOff");
    assertThat(users(answer)).containsExactly(THAT_DAY);
    assertThat(answer.at("/sessions/0/botId").asText()).isEqualTo(bot.id().value());
    assertThat(answer.path("total").asInt()).isEqualTo(1);
    assertThat(answer.path("moreAvailable").asBoolean()).isFalse();
  }

  @Test
  void thePageShowsThreeCalls() throws Exception {
    assertThat(calls()).hasSize(3);
  }

  static boolean isPossible() {
    boolean page = Files.exists(page());
    boolean curl =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    if (!page || !curl) {
      System.out.println(
          "The calls of the API's page are not tried: "
              + (curl ? "there is no " + page() : "there is no curl"));
    }
    return page && curl;
  }

  /** One closed session now and one on the day that the page's calls ask for. */
  private void recordBothTimes() {
    bot.record(
        Event.userMessage(TODAY, "rtm", Instant.now().minus(Duration.ofHours(1))),
        Event.userMessage(THAT_DAY, "rtm", Instant.parse("2020-02-12T23:59:59.999Z")));
    bot.close(Map.of("userId", TODAY));
    bot.close(Map.of("userId", THAT_DAY));
  }

  private static List<String> users(JsonNode answer) {
    assertThat(answer.has("sessions")).as(answer.toString()).isTrue();
    return answer.findValuesAsText("userId");
  }

  private JsonNode run(String call, String containmentType) throws Exception {
    String filled =
        call.replace("https://{{host}}", bot.client().service().url().toString())
            .replace("{{containmentType}}", containmentType)
            .replace("{{YOUR_JWT_ACCESS_TOKEN}}", bot.admin().token())
            .replace("{{BotId}}", bot.id().value());
    assertThat(filled).doesNotContain("{{");
    Path errors = Files.createTempFile("curl", ".txt");
    Process curl = new ProcessBuilder("sh", "-c", filled).redirectError(errors.toFile()).start();
    curl.getOutputStream().close();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(curl.exitValue()).as(Files.readString(errors)).isZero();
    Files.delete(errors);
    return new ObjectMapper().readTree(answer);
  }

  /**
   * From each {@code curl} on to the line that neither ends in a backslash nor leaves a quote open.
   */
  private static List<String> calls() throws IOException {
    List<String> calls = new ArrayList<>();
    StringBuilder call = new StringBuilder();
    for (String line : Files.readAllLines(page())) {
      if (call.isEmpty() && !line.strip().startsWith("curl ")) {
        continue;
      }
      call.append(line).append('\n');
      boolean open = call.chars().filter(c -> c == '\'').count() % 2 == 1;
      if (!open && !line.stripTrailing().endsWith("\\")) {
        calls.add(call.toString());
        call.setLength(0);
      }
    }
    return calls;
  }

  private static Path page() {
    return Path.of(System.getProperty("project.root"))
        .resolve("acceptance/src/test/resources/sessions-history-calls.txt");
  }
}
