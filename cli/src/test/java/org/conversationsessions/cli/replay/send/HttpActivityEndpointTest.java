package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.cli.replay.recording.RecordedEvents;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpActivityEndpointTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile String retryAfter = "";
  private volatile String asked = "";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("auth")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
          }
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsTheLinesUnchangedWithTheRawToken() throws Exception {
    answer = "{\"results\":[{\"sessionId\":\"a\"},{\"sessionId\":\"b\"}]}";

    SendResult got = send(2);

    assertThat(got).isEqualTo(new SendResult.PerEvent(List.of(Optional.empty(), Optional.empty())));
    assertThat(asked)
        .isEqualTo(
            "POST /base/api/public/bot/st-1/activity tok.en.raw {\"events\":["
                + RecordedEvents.json(1, "u-1")
                + ","
                + RecordedEvents.json(2, "u-2")
                + "]}");
  }

  @Test
  void treatsAnEventWithoutASessionAsTaken() throws Exception {
    answer = "{\"results\":[{\"eventId\":\"e\",\"sessionId\":null,\"sessionStatus\":null}]}";

    assertThat(send(1)).isEqualTo(new SendResult.PerEvent(List.of(Optional.empty())));
  }

  @Test
  void readsTheProblemOfEachEvent() throws Exception {
    answer =
        "{\"results\":[{\"error\":{\"msg\":\"line\\none\",\"code\":412}},"
            + "{\"error\":{\"msg\":\"oops\",\"code\":500}}]}";

    assertThat(send(2))
        .isInstanceOfSatisfying(
            SendResult.PerEvent.class,
            r -> {
              assertThat(r.problems().get(0)).hasToString("Optional[412 line one]");
              assertThat(r.problems().get(0).orElseThrow().isTransient()).isFalse();
              assertThat(r.problems().get(1).orElseThrow().isTransient()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{}",
        "{\"results\":[]}",
        "{\"results\":[{},{}]}",
        "{\"results\":[{\"sessionId\":\"a\"},{\"sessionId\":5}]}"
      })
  void treatsAnyOtherBodyAsFatal(String other) throws Exception {
    answer = other;

    assertThat(send(2)).isInstanceOf(SendResult.Fatal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,Fatal",
    "401,Fatal",
    "403,Fatal",
    "404,Fatal",
    "405,Fatal",
    "302,Fatal",
    "204,Fatal",
    "412,Refused",
    "413,Refused",
    "408,Unavailable",
    "429,Unavailable",
    "500,Unavailable",
    "502,Unavailable",
    "503,Unavailable",
    "504,Unavailable"
  })
  void classifiesEveryStatus(int with, String sort) throws Exception {
    status = with;
    answer = with == 204 ? "" : "{\"errors\":[{\"msg\":\"the message\",\"code\":1}]}";

    SendResult got = send(1);

    assertThat(got.getClass().getSimpleName()).isEqualTo(sort);
    assertThat(got.toString()).contains(with == 204 ? "204" : with + " the message");
  }

  @Test
  void quotesTheStartOfAForeignResponse() throws Exception {
    status = 403;
    answer = "<html>\n" + "x".repeat(1000);

    assertThat(send(1).toString()).contains("403 <html> xxx").contains("…").hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|PT7S",
        "0|PT0S",
        "Sun, 01 Mar 2026 12:00:30 GMT|PT30S",
        "Sun, 01 Mar 2026 11:00:00 GMT|",
        "soon|",
        "-3|",
        "99999999999|"
      })
  void readsRetryAfter(String header, Duration expected) throws Exception {
    status = 429;
    retryAfter = header;

    assertThat(send(1))
        .isInstanceOfSatisfying(
            SendResult.Unavailable.class,
            u -> assertThat(u.retryAfter()).isEqualTo(Optional.ofNullable(expected)));
  }

  @Test
  void treatsAServiceThatRespondedBeforeAsUnavailable() throws Exception {
    answer = "{\"results\":[{\"sessionId\":\"a\"}]}";
    HttpActivityEndpoint endpoint = endpoint();
    assertThat(endpoint.send(RecordedEvents.events(1))).isInstanceOf(SendResult.PerEvent.class);
    server.stop(0);

    assertThat(endpoint.send(RecordedEvents.events(1)))
        .isInstanceOfSatisfying(
            SendResult.Unavailable.class, u -> assertThat(u.reason()).contains("does not answer"));
  }

  @Test
  void treatsAServiceThatNeverRespondedAsFatal() throws Exception {
    server.stop(0);

    assertThat(send(1))
        .isInstanceOfSatisfying(
            SendResult.Fatal.class,
            h -> assertThat(h.reason()).contains("nothing answers at 127.0.0.1").contains("--url"));
  }

  private HttpActivityEndpoint endpoint() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base//");
    return new HttpActivityEndpoint(
        url, new BotId("st-1"), () -> "tok.en.raw", InstantSource.fixed(NOW));
  }

  private SendResult send(int events) throws InterruptedException {
    return endpoint().send(events == 1 ? RecordedEvents.events(1) : RecordedEvents.events(1, 2));
  }
}
