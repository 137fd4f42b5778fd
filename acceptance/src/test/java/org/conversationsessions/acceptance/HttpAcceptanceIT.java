package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client sends, well-formed HTTP or not, is answered in the contract's form (contract,
 * section 3), and the answer can be read.
 */
@DisplayName("Contract section 3, over raw connections")
class HttpAcceptanceIT {
  private static final String END = "Host: h\r\nConnection: close\r\n\r\n";
  private static final int MEBIBYTE = 1 << 20;

  private final TestBot bot = TestBot.create();

  @ParameterizedTest
  @ValueSource(strings = {"?x=a|b", "?f={x}", "?x=^", "?x=\"<>\\`", "?", "?x=%41&&=", "?x=%ff"})
  void unknownQueryParametersAreIgnoredHoweverTheyLook(String query) throws IOException {
    assertThat(RawHttp.exchange(get(settings() + query, bot.builder().token())))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"inactivityDuration\":15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bot/%zz/session",
        "/api/public/bot/st-%2/session",
        "/a?x=%zz",
        "/api/public/%00",
        "a",
        "/a b"
      })
  void aMalformedTargetIs400(String target) throws IOException {
    assertError(RawHttp.exchange("PUT " + target + " HTTP/1.1\r\n" + END), 400);
  }

  @Test
  void everyFormOfATargetIsTaken() throws IOException {
    assertThat(RawHttp.exchange(get("http://elsewhere" + settings(), bot.builder().token())))
        .startsWith("HTTP/1.1 200 ");
    assertError(RawHttp.exchange(get("//api" + settings(), bot.builder().token())), 404);
    assertError(RawHttp.exchange("OPTIONS * HTTP/1.1\r\n" + END), 404);
    assertError(RawHttp.exchange("OPTIONS " + settings() + " HTTP/1.1\r\n" + END), 405);
    assertError(RawHttp.exchange("CONNECT h:80 HTTP/1.1\r\n" + END), 400);
  }

  @Test
  void oldHttpAndBareLineFeedsAreTaken() throws IOException {
    String token = "auth: " + bot.builder().token();
    assertThat(RawHttp.exchange("GET " + settings() + " HTTP/1.0\r\n" + token + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(RawHttp.exchange(get(settings(), bot.builder().token()).replace("\r\n", "\n")))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void threeHundredHeaderLinesAreTakenAThousandAreNot() throws IOException {
    String line = "n: 12345678\r\n";
    String request = "GET " + settings() + " HTTP/1.1\r\nauth: " + bot.builder().token() + "\r\n";
    assertThat(RawHttp.exchange(request + line.repeat(300) + END)).startsWith("HTTP/1.1 200 ");
    assertError(RawHttp.exchange(request + line.repeat(1000) + END), 431);
  }

  @Test
  void aTokenOf1400KilobytesIsAnsweredAndSoIsSuchATarget() throws IOException {
    assertError(RawHttp.exchange(get(settings(), "x".repeat(1_400_000))), 431);
    assertError(RawHttp.exchange(get("/" + "x".repeat(1_400_000), bot.builder().token())), 414);
  }

  @ParameterizedTest
  @ValueSource(ints = {2 * MEBIBYTE, 9 * MEBIBYTE, 11 * MEBIBYTE, 40 * MEBIBYTE})
  void aLongBodyIs413EvenIfItsSenderReadsOnlyAtTheEnd(int bytes) throws IOException {
    assertError(RawHttp.exchange(put("x".repeat(bytes))), 413);
  }

  @Test
  void aBodyInChunksIsABodyAndABrokenOneIs400() throws IOException {
    String head = put("").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    assertThat(RawHttp.exchange(head + "2\r\n{}\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertError(RawHttp.exchange(head + "2\r\n{}oops"), 400);
    assertError(RawHttp.exchange(head.replace("chunked", "gzip")), 400);
  }

  @Test
  void aBodyThatAwaitsAWordIsAskedForUnlessItIsTooLong() throws IOException {
    String put = put("{}").replace("Host:", "Expect: 100-continue\r\nHost:");
    assertThat(RawHttp.exchange(put)).contains("HTTP/1.1 200 ", "inactivityDuration");
    String announced = put("").replace("Content-Length: 0", "Content-Length: 20000000");
    assertError(RawHttp.exchange(announced.replace("Host:", "Expect: 100-continue\r\nHost:")), 413);
  }

  @Test
  void requestsInOnePieceAreAnsweredInTheirOrder() throws IOException {
    String first = get(settings(), bot.builder().token()).replace("Connection: close\r\n", "");
    String second = put("{\"inactivityDuration\":20}").replace("Connection: close\r\n", "");
    String third = get(settings(), bot.builder().token());
    assertThat(RawHttp.exchange(first + second + third))
        .containsSubsequence(
            "\"inactivityDuration\":15", "\"inactivityDuration\":20", "\"inactivityDuration\":20");
  }

  @Test
  void aHeadHasNoBodyAndAHalfClosedConnectionIsAnswered() throws IOException {
    assertThat(RawHttp.exchange(get(settings(), bot.builder().token()).replace("GET ", "HEAD ")))
        .startsWith("HTTP/1.1 405 ")
        .endsWith("\r\n\r\n");
    assertThat(RawHttp.exchange(get(settings(), bot.builder().token()), true))
        .startsWith("HTTP/1.1 200 ");
    assertError(RawHttp.exchange("PUT " + settings() + " HTT", true), 400);
    assertError(RawHttp.exchange(put("").replace("Length: 0", "Length: 9") + "{", true), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "\u0016\u0003\u0001\u0002\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nbad name: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nx: a\u0000b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"
      })
  void whatIsNoHttpIs400(String request) throws IOException {
    assertError(RawHttp.exchange(request), 400);
  }

  private String settings() {
    return "/api/public/bot/" + bot.id().value() + "/manageSessions";
  }

  private static String get(String target, String token) {
    return "GET " + target + " HTTP/1.1\r\nauth: " + token + "\r\n" + END;
  }

  private String put(String body) {
    return "PUT %s HTTP/1.1\r\nauth: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s%s"
        .formatted(settings(), bot.builder().token(), body.length(), END, body);
  }

  private static void assertError(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .doesNotContainIgnoringCase("jetty", "server:", "<html");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    JsonNode json = Client.json(body.getBytes(StandardCharsets.UTF_8));
    assertThat(json.path("errors")).as(body).hasSize(1);
    assertThat(json.at("/errors/0/code").asInt()).isEqualTo(status);
    assertThat(json.at("/errors/0/msg").asText()).isNotEmpty();
  }
}
