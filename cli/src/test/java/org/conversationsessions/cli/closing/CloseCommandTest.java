package org.conversationsessions.cli.closing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.cli.replay.send.FakeReplayClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bin/admin close} against prepared answers over HTTP. */
class CloseCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String JOB = "csj-00000000-0000-4000-8000-000000000000";

  @TempDir Path root;
  private final FakeReplayClock clock = new FakeReplayClock();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private CommandHarness harness;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    harness = new CommandHarness(root);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void withoutYesTheyAreOnlyCounted() throws IOException {
    answers.add("200 {\"dryRun\":true,\"total\":1}");

    assertThat(close("--to", "2026-11-01", "--tag", "plan=gold", "--tag", "a=b")).isZero();

    assertThat(harness.out()).isEqualTo("1 live session match");
    assertThat(harness.err()).contains("--yes");
    assertThat(body(0))
        .isEqualTo(
            JSON.readTree(
                """
                {"dateTo":"2026-11-01","dryRun":true,"tags":{"and":[
                  {"name":"plan","values":["gold"]},{"name":"a","values":["b"]}]}}
                """));
  }

  @Test
  void withYesTheyAreClosedAndAwaited() throws IOException {
    answers.add("200 {\"dryRun\":true,\"total\":3}");
    answers.add("503 {\"errors\":[{\"msg\":\"Service Unavailable\",\"code\":503}]}");
    answers.add("202 " + job("running", 0));
    answers.add("200 " + job("running", 1));
    answers.add("200 " + job("completed", 2));

    assertThat(
            close(
                "--yes",
                "--user",
                "ada",
                "--from",
                "2026-10-01",
                "--containment",
                "agent",
                "--type",
                "interactive"))
        .isZero();

    assertThat(harness.out())
        .isEqualTo("3 live sessions match\nclosed 2 live sessions; 1 had ended otherwise");
    assertThat(body(2))
        .isEqualTo(
            JSON.readTree(
                """
                {"userId":"ada","dateFrom":"2026-10-01","containmentType":"agent",
                 "sessionType":"interactive"}
                """));
    assertThat(requests.getLast())
        .isEqualTo("GET /api/public/bot/st-1/sessions/close/" + JOB + " ");
    assertThat(clock.pauses()).hasSize(3).endsWith(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  @Test
  void noneNeedsNoJob() {
    answers.add("200 {\"dryRun\":true,\"total\":0}");

    assertThat(close("--all", "--yes")).isZero();

    assertThat(harness.out()).isEqualTo("0 live sessions match");
    assertThat(requests).hasSize(1);
  }

  @Test
  void aRefusalIsSaid() {
    answers.add(
        "412 {\"errors\":[{\"msg\":\"Validation errors/ Invalid arguments: all: must be"
            + " true\",\"code\":412}]}");

    assertThat(close()).isEqualTo(1);

    assertThat(harness.err()).contains("all: must be true");
  }

  @Test
  void aBotThatIsNoneIsSaidAtOnce() {
    assertThat(run("close", "--bot", "x", "--url", url(), "--all")).isEqualTo(2);

    assertThat(harness.err()).contains("--bot st-…");
    assertThat(requests).isEmpty();
  }

  @Test
  void theServiceIsNamedOnce() {
    assertThat(run("close", "--bot", "st-1", "--url", url(), "--stack", "s", "--all")).isEqualTo(1);

    assertThat(harness.err()).contains("--url or --stack, not both");
    assertThat(requests).isEmpty();
  }

  private static String job(String status, int closed) {
    return "{\"jobId\":\"%s\",\"status\":\"%s\",\"total\":3,\"closed\":%d}"
        .formatted(JOB, status, closed);
  }

  private JsonNode body(int request) throws IOException {
    String sent = requests.get(request);
    return JSON.readTree(sent.substring(sent.indexOf('{')));
  }

  private int close(String... options) {
    return run(
        Stream.concat(
                Stream.of(
                    "close",
                    "--bot",
                    "st-1",
                    "--url",
                    url(),
                    "--app",
                    "cs-1",
                    "--secret",
                    CommandHarness.secret("s")),
                Arrays.stream(options))
            .toArray(String[]::new));
  }

  private int run(String... arguments) {
    return harness.run(
        context -> {
          TargetOptions target = new TargetOptions(context);
          CommandLine line =
              new CommandLine(CommandLine.Model.CommandSpec.create()).addMixin("target", target);
          line.addSubcommand(new CloseCommand(target, context, clock));
          return CommandRunner.configure(line, context);
        },
        arguments);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
      String answer = answers.remove();
      byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
