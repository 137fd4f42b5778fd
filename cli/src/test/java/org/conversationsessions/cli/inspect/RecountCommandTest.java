package org.conversationsessions.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.admin.AdminCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command against a fake of the Lambda API. */
class RecountCommandTest {
  private static final String RIGHT =
      "{\"sessions\":5,\"drift\":0,\"repaired\":0,\"undecided\":0,\"finished\":true}";

  @TempDir Path root;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String> answers = new ArrayDeque<>();
  private HttpServer server;
  private CommandHarness harness;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    harness =
        new CommandHarness(root)
            .withCredentials(
                "http://127.0.0.1:" + server.getAddress().getPort(), "http://127.0.0.1:1");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void invokesTheFunctionDayByDayUntilEachDayIsFinished() {
    String next =
        "{\"botId\":\"st-1\",\"from\":\"2026-02-28\",\"shard\":3,\"to\":\"2026-02-28\",\"repair\":false}";
    answers.add(RIGHT);
    answers.add(
        "{\"sessions\":7,\"drift\":2,\"repaired\":0,\"undecided\":1,\"finished\":false,\"next\":"
            + next
            + "}");
    answers.add(RIGHT);

    assertThat(recount("--from", "2026-02-27", "--to", "2026-02-28")).isEqualTo(1);

    assertThat(asked).hasSize(3);
    assertThat(asked.get(0))
        .startsWith("/2015-03-31/functions/RecountSessionsFunction/invocations ")
        .contains("\"from\":\"2026-02-27\",\"to\":\"2026-02-27\",\"repair\":false");
    assertThat(asked.get(1)).contains("\"from\":\"2026-02-28\"");
    assertThat(asked.get(2)).endsWith(next);
    assertThat(harness.out()).isEqualTo("sessions 17, drift 2, repaired 0, undecided 1");
    assertThat(harness.err())
        .contains("2026-02-27  sessions 5")
        .contains("continuing")
        .contains("--repair")
        .contains("run the same command again later");
  }

  @Test
  void endsWithStatusZeroIfTheCountersAreRight() {
    answers.add("{\"sessions\":5,\"drift\":1,\"repaired\":1,\"undecided\":0,\"finished\":true}");

    assertThat(recount("--from", "2026-03-01", "--repair")).as(harness.err()).isZero();

    assertThat(asked).singleElement().asString().contains("\"repair\":true");
  }

  @Test
  void neverInvokesTwiceAfterAFailure() {
    for (String failure : List.of("cut", "503", "error")) {
      asked.clear();
      answers.add(RIGHT);
      answers.add(failure);

      assertThat(recount("--from", "2026-02-27", "--to", "2026-02-28")).as(failure).isEqualTo(1);

      assertThat(asked).as(failure).hasSize(2);
      assertThat(harness.err()).contains("error: ");
      assertThat(harness.out()).isEmpty();
    }
    assertThat(harness.err()).contains("the recount failed: from is missing");
  }

  private int recount(String... more) {
    List<String> arguments = new ArrayList<>(List.of("recount", "--bot", "st-1"));
    arguments.addAll(List.of(more));
    return harness.run(AdminCommand::commandLine, arguments.toArray(String[]::new));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI()
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      String answer = answers.removeFirst();
      switch (answer) {
        case "cut" -> {}
        case "503" -> exchange.sendResponseHeaders(503, -1);
        case "error" -> {
          exchange.getResponseHeaders().add("x-amz-function-error", "Unhandled");
          send(exchange, "{\"errorMessage\":\"from is missing\"}");
        }
        default -> send(exchange, answer);
      }
    }
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
