package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentedResponsesTest {
  private static final String SESSION = "/api/public/bot/st-1/session";
  private static final String RATE_LIMITED =
      "{\"errors\":[{\"msg\":\"You've exceeded the hourly rate limit. Please wait for sometime before"
          + " retrying.\",\"code\":429}]}";

  @Test
  void aDocumentedResponseIsAccepted() {
    assertThatCode(() -> check("PUT", SESSION, 200, "{\"success\":true}"))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("PUT", SESSION, 429, RATE_LIMITED, "retry-after", "7"))
        .doesNotThrowAnyException();
  }

  @Test
  void aFieldAStatusAMessageAndAHeaderThatAreNotDocumentedAreFound() {
    assertThatThrownBy(() -> check("PUT", SESSION, 200, "{\"success\":true,\"more\":1}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("more");
    assertThatThrownBy(() -> check("PUT", SESSION, 418, "{\"success\":true}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not documented");
    assertThatThrownBy(
            () ->
                check(
                    "PUT",
                    SESSION,
                    400,
                    "{\"errors\":[{\"msg\":\"Something else\",\"code\":400}]}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Invalid StreamId");
    assertThatThrownBy(() -> check("PUT", SESSION, 429, RATE_LIMITED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Retry-After");
  }

  @Test
  void aPathThatIsWrittenOutGoesBeforeOneWithAParameter() {
    String receipt =
        "{\"requestId\":\"eud-0b8de4a5-6fc1-44c5-9a58-5d9a3f1f6a0e\",\"status\":\"in-progress\"}";

    assertThatCode(() -> check("DELETE", "/api/public/bot/eraseUsersData", 200, receipt))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    "GET",
                    "/api/1.1/public/bot/eraseUsersData/status/a/b/?x=1",
                    400,
                    "{\"errors\":[{\"msg\":\"Invalid request ID\",\"code\":400}]}"))
        .doesNotThrowAnyException();
  }

  private static void check(String method, String path, int status, String body, String... header) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("content-type", List.of("application/json"));
    headers.put("apigw-requestid", List.of("id-1"));
    for (int at = 0; at < header.length; at += 2) {
      headers.put(header[at], List.of(header[at + 1]));
    }
    DocumentedResponses.check(
        method, path, new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }
}
