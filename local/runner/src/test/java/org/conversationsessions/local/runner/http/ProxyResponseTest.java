package org.conversationsessions.local.runner.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyResponseTest {
  @Test
  void takesStatusHeadersCookiesAndBody() {
    Response response =
        response(
            """
            {"statusCode": 201, "headers": {"Content-Type": "application/json", "X-A": "1"},
             "multiValueHeaders": {"X-B": ["2", "3"]}, "cookies": ["a=b; Secure", "c=d"],
             "body": "{\\"é\\":1}"}
            """);

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers())
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("x-a", List.of("1"))
        .containsEntry("x-b", List.of("2", "3"))
        .containsEntry("set-cookie", List.of("a=b; Secure", "c=d"));
    assertThat(new String(response.body(), UTF_8)).isEqualTo("{\"é\":1}");
  }

  @Test
  void decodesABase64Body() {
    Response response = response("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"AP8=\"}");

    assertThat(response.body()).containsExactly(0, 0xff);
  }

  @Test
  void givesTextsATypeAndLeavesTheConnectionAlone() {
    Response response =
        response("{\"statusCode\":200,\"headers\":{\"Content-Length\":\"99\"},\"body\":\"x\"}");

    assertThat(response.headers())
        .containsEntry("content-type", List.of("text/plain;charset=UTF-8"))
        .doesNotContainKey("content-length");
  }

  @Test
  void takesAnyOtherJsonForTheBodyOfA200() {
    assertThat(body("{\"message\":\"hello\"}")).isEqualTo("{\"message\":\"hello\"}");
    assertThat(body("\"hello\"")).isEqualTo("hello");
    assertThat(body("[1]")).isEqualTo("[1]");
    assertThat(body("null")).isEqualTo("null");
    assertThat(response("{}").headers()).containsEntry("content-type", List.of("application/json"));
  }

  @Test
  void refusesWhatIsMalformed() {
    for (String payload :
        List.of(
            "",
            "no json",
            "{\"statusCode\":\"abc\"}",
            "{\"statusCode\":99}",
            "{\"statusCode\":600}",
            "{\"statusCode\":200,\"body\":{\"no\":\"text\"}}",
            "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"~\"}")) {
      assertThat(ProxyResponse.of(payload.getBytes(UTF_8))).as(payload).isEmpty();
    }
  }

  private static String body(String payload) {
    return new String(response(payload).body(), UTF_8);
  }

  private static Response response(String payload) {
    return ProxyResponse.of(payload.getBytes(UTF_8)).orElseThrow();
  }
}
