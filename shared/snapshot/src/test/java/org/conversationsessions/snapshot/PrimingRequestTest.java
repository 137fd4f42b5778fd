package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.Test;

class PrimingRequestTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("project.root"), "events/get-sessions.json");

  private static JsonObject object(Bytes text) {
    return JsonReader.read(text).object().orElseThrow();
  }

  /** Returns the paths of all values. */
  private static Set<String> names(String above, JsonObject object) {
    Set<String> names = new TreeSet<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              names.add(above + name);
              if (value instanceof JsonObject inside) {
                names.addAll(names(above + name + ".", inside));
              }
            });
    return names;
  }

  private static JsonObject event(Map<String, String> query, String body, boolean gzip) {
    PrimingRequest request = new PrimingRequest("POST", "getSessions", query, body);
    return object(request.event(PrimingFixtures.BOT, "a.b.c", gzip));
  }

  @Test
  void theEventHasEveryFieldOfARealOne() throws IOException {
    JsonObject example = object(Bytes.copyOf(Files.readAllBytes(EXAMPLE)));
    JsonObject event = event(Map.of("containmentType", "selfService"), "{\"limit\":1}", true);

    assertThat(names("", event)).isEqualTo(names("", example));
    example
        .members()
        .forEach(
            (name, value) -> assertThat(event.members().get(name)).as(name).hasSameClassAs(value));
  }

  @Test
  void theBodyIsEscaped() {
    assertThat(event(Map.of(), "{\"text\":\"a\\\\b\"}", false).text("body"))
        .contains("{\"text\":\"a\\\\b\"}");
  }

  @Test
  void emptyPartsAreAsApiGatewaySendsThem() {
    JsonObject event = event(Map.of(), "", false);

    assertThat(event.text("rawQueryString")).contains("");
    assertThat(event.members()).doesNotContainKeys("queryStringParameters", "body");
    assertThat(event.object("headers").text("accept-encoding")).isEmpty();
    assertThat(event.object("headers").text("content-length")).contains("0");
    assertThat(event.members().get("isBase64Encoded")).isEqualTo(new Json.JsonBoolean(false));
  }
}
