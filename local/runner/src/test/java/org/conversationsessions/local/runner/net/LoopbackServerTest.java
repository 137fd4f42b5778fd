package org.conversationsessions.local.runner.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte for byte over a socket: what is well-formed HTTP, and what is not. */
class LoopbackServerTest {
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final String END = "Host: h\r\nConnection: close\r\n\r\n";
  private static final int MEBIBYTE = 1 << 20;

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.bind(0);
    server.start(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "/a?x=a|b",
        "/a?f={x}",
        "/a?x=^",
        "/a?x=\"<>\\`",
        "//a//b",
        "/a;b=1/c",
        "/%ff",
        "/%2F",
        "*"
      })
  void takesATargetAsItStands(String target) throws IOException {
    String method = target.equals("*") ? "OPTIONS " : "GET ";
    assertThat(exchange(method + target + " HTTP/1.1\r\n" + END))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\n" + method + target + " 0");
  }

  @Test
  void takesTheAbsoluteFormOfATarget() throws IOException {
    assertThat(exchange("GET http://elsewhere:1//a?b=c HTTP/1.1\r\n" + END))
        .endsWith("GET //a?b=c 0");
    assertThat(exchange("GET http://elsewhere HTTP/1.1\r\n" + END)).endsWith("GET / 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /a HTTP/1.0\r\n\r\n", "GET /a HTTP/1.1\nHost: h\nConnection: close\n\n"})
  void takesOldRequestsAndBareLineFeeds(String request) throws IOException {
    assertThat(exchange(request)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("GET /a 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a/%zz/b HTTP/1.1\r\n",
        "GET /a%2 HTTP/1.1\r\n",
        "GET a HTTP/1.1\r\n",
        "GET /a b HTTP/1.1\r\n",
        "CONNECT a:1 HTTP/1.1\r\n",
        "hello\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n",
        "GET /a HTTP/1.1\r\nbad name: 1\r\n",
        "GET /a HTTP/1.1\r\nno colon\r\n",
        "GET /a HTTP/1.1\r\nx: a\u0000b\r\n",
        "GET /a HTTP/1.1\r\nx: a\r\n folded\r\n",
        "GET /a HTTP/1.1\r\nHost: another\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: many\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: -1\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: gzip\r\n"
      })
  void answersWhatIsNotWellFormed(String head) throws IOException {
    assertRefused(exchange(head + END), 400);
    // A client that is not told so would send its next request on a connection that is closed.
    assertThat(exchange(head + "Host: h\r\n\r\n"))
        .containsIgnoringCase("\r\nConnection: close\r\n");
  }

  @Test
  void answersARequestWithoutHostAndOtherVersionsOfHttp() throws IOException {
    assertRefused(exchange("GET /a HTTP/1.1\r\n\r\n"), 400);
    assertRefused(exchange("GET /a\r\n\r\n"), 505);
    assertRefused(exchange("GET /a HTTP/1.9\r\n" + END), 505);
    assertRefused(exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 426);
    assertRefused(exchange("GET /a HTTP/1.1\r\nExpect: a miracle\r\n" + END), 417);
  }

  @Test
  @Tag("difference:gateway-limits")
  void answersALongHeadWhoseSenderReadsOnlyWhenItHasSentAll() throws IOException {
    assertThat(exchange("GET /a HTTP/1.1\r\n" + "name: 12345678\r\n".repeat(300) + END))
        .startsWith("HTTP/1.1 200 ");
    assertRefused(exchange("GET /a HTTP/1.1\r\n" + "name: 12345678\r\n".repeat(1000) + END), 431);
    assertRefused(
        exchange("GET /a HTTP/1.1\r\nauth: " + "x".repeat(1_400_000) + "\r\n" + END), 431);
    assertRefused(exchange("GET /" + "x".repeat(2_000_000) + " HTTP/1.1\r\n" + END), 414);
  }

  @Test
  void takesALongBodyAndAnswersOneThatIsNotRead() throws IOException {
    String body = "x".repeat(9 * MEBIBYTE);
    String head = "POST %s HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n" + END;
    assertThat(exchange(head.formatted("/a") + body)).endsWith("POST /a " + body.length());
    assertThat(exchange(head.formatted("/unread") + body)).endsWith("POST /unread 0");
  }

  @Test
  void goesOnWithTheConnectionAfterABodyThatWasNotRead() throws IOException {
    try (RawConnection connection = new RawConnection(server.url())) {
      connection.send("POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
      connection.send("x".repeat(100_000));
      assertThat(connection.read()).endsWith("POST /unread 0");
      connection.send("GET /a HTTP/1.1\r\n" + END);
      assertThat(connection.read()).endsWith("GET /a 0");
    }
  }

  @Test
  void takesABodyInChunks() throws IOException {
    String head = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + END;
    assertThat(exchange(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")).endsWith("POST /a 5");
    assertRefused(exchange(head + "zz\r\nabc\r\n0\r\n\r\n"), 400);
    String kept = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: h\r\n\r\n";
    assertThat(exchange(kept + "zz\r\nabc\r\n0\r\n\r\n"))
        .containsIgnoringCase("\r\nConnection: close\r\n");
  }

  @Test
  void asksForABodyThatAwaitsIt() throws IOException {
    try (RawConnection connection = new RawConnection(server.url())) {
      connection.send("POST /a HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n" + END);
      assertThat(connection.read()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      connection.send("abc");
      assertThat(connection.read()).endsWith("POST /a 3");
    }
  }

  @Test
  void doesNotAskForABodyThatNobodyWillRead() throws IOException {
    String head = "POST /unread HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n";
    assertThat(exchange(head + END)).startsWith("HTTP/1.1 200 ").endsWith("POST /unread 0");
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    String all =
        exchange(
            "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
                + "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab"
                + "GET /3 HTTP/1.1\r\n"
                + END);
    assertThat(all).containsSubsequence("GET /1 0", "POST /2 2", "GET /3 0");
  }

  @Test
  void answersAHeadWithoutABody() throws IOException {
    assertThat(exchange("HEAD /a HTTP/1.1\r\n" + END))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n");
  }

  @Test
  void answersAClientThatSendsNothingMore() throws IOException {
    try (RawConnection connection = new RawConnection(server.url())) {
      connection.send("GET /a HTTP/1.1\r\n" + END).sendEnd();
      assertThat(connection.readAll()).endsWith("GET /a 0");
    }
    for (String half :
        new String[] {"GET /a HT", "POST /a HTTP/1.1\r\nContent-Length: 9\r\n" + END}) {
      try (RawConnection connection = new RawConnection(server.url())) {
        connection.send(half).sendEnd();
        assertRefused(connection.readAll(), 400);
      }
    }
  }

  @Test
  void endsConnectionsOnWhichNothingComes() throws IOException {
    try (LoopbackServer impatient = LoopbackServer.bind(0, IDLE)) {
      impatient.start(this::answer);
      assertThat(exchange(impatient, "")).isEmpty();
      assertRefused(exchange(impatient, "GET /a HT"), 408);
      assertRefused(
          exchange(impatient, "POST /a HTTP/1.1\r\nContent-Length: 9\r\n" + END + "abc"), 408);
    }
  }

  @Test
  @Tag("difference:request-time")
  void letsARequestTakeLongerThanAConnectionMayBeIdle() throws Exception {
    try (LoopbackServer impatient = LoopbackServer.bind(0, IDLE);
        RawConnection connection = new RawConnection(impatient.url())) {
      impatient.start(this::answer);
      connection.send("GET /wait HTTP/1.1\r\n" + END);
      // Only real time makes a connection idle.
      assertThat(mayAnswer.await(4 * IDLE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      mayAnswer.countDown();
      assertThat(connection.readAll()).endsWith("GET /wait 0");
    }
  }

  @Test
  void mayBeAskedToCloseNoConnectionThatIsIdle() throws Exception {
    try (LoopbackServer patient = LoopbackServer.bindWithoutIdleTimeout()) {
      patient.start(this::answer);
      assertThat(patient.idle()).isZero();
      try (RawConnection connection = new RawConnection(patient.url())) {
        connection.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(connection.read()).endsWith("GET /1 0");
        // As long as a function works between two calls; only real time makes a connection idle.
        assertThat(mayAnswer.await(2 * IDLE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        connection.send("GET /2 HTTP/1.1\r\n" + END);
        assertThat(connection.readAll()).endsWith("GET /2 0");
      }
    }
    assertThat(server.idle()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void interruptsTheRequestsThatAreBeingAnsweredWhenItCloses() throws Exception {
    try (RawConnection connection = new RawConnection(server.url())) {
      connection.send("GET /wait HTTP/1.1\r\n" + END);
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      server.close();
      assertThat(connection.readAll()).doesNotContain("200");
    }
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void answersAFaultOfItsOwnWithoutInternalDetails() throws IOException {
    String answer = exchange("GET /fault HTTP/1.1\r\n" + END);
    assertRefused(answer, 500);
    assertThat(answer).doesNotContain("secret");
  }

  @Test
  @Tag("difference:transport")
  void listensOnTheLoopbackAddressAndSaysWhenAPortIsTaken() {
    assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> LoopbackServer.bind(server.url().getPort()))
        .isInstanceOf(BindException.class);
  }

  private Reply answer(HttpCall call) throws IOException, InterruptedException {
    switch (call.path()) {
      case "/fault" -> throw new IllegalStateException("secret");
      case "/wait" -> {
        entered.countDown();
        try {
          mayAnswer.await();
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw e;
        }
      }
      default -> {
        // Answered at once.
      }
    }
    int length = call.path().equals("/unread") ? 0 : call.body().readAllBytes().length;
    String text = call.method() + " " + call.target() + " " + length;
    return Reply.of(200, "text/plain", text.getBytes(UTF_8));
  }

  private String exchange(String request) throws IOException {
    return exchange(server, request);
  }

  private static String exchange(LoopbackServer server, String request) throws IOException {
    try (RawConnection connection = new RawConnection(server.url())) {
      return connection.send(request).readAll();
    }
  }

  private static void assertRefused(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Content-Type: application/json\r\n")
        .doesNotContainIgnoringCase("jetty", "server:", "<html")
        .matches("(?s).*\r\n\r\n\\{\"errors\":\\[\\{\"msg\":\"[^\"]+\",\"code\":" + status + "}]}");
  }
}
