package org.conversationsessions.functions.methodnotallowed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.conversationsessions.api.http.Events;
import org.conversationsessions.api.http.FakeContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catch-all route (contract, section 3, rows 1 and 9). */
class MethodNotAllowedHandlerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/public/bot/st-1/session | 405 | Method Not Allowed | \"allow\":\"PUT\"",
        "/api/public/unknown | 405 | Method Not Allowed | \"allow\":\"\"",
        "/elsewhere | 404 | Not Found | \"content-type\":\"application/json\"",
      })
  void answersWithTheErrorOfThePathWithoutAToken(
      String path, int status, String message, String header) throws IOException {
    FakeContext context = new FakeContext();

    String reply =
        context.invoke(
            new MethodNotAllowedHandler(),
            Events.event("PATCH", path, Map.of()).utf8Text().orElseThrow());

    assertThat(reply)
        .contains("\"statusCode\":" + status, message, header)
        .contains("\\\"code\\\":" + status);
    assertThat(context.lines()).isEmpty();
  }

  @Test
  void anEventThatIsNoRequestIsAnsweredToo() throws IOException {
    assertThat(new FakeContext().invoke(new MethodNotAllowedHandler(), "[]"))
        .contains("\"statusCode\":400");
  }
}
