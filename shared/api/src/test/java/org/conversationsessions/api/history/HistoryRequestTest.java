package org.conversationsessions.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.api.fields.Read;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.json.Bytes;
import org.junit.jupiter.api.Test;

class HistoryRequestTest {
  @Test
  void allOtherFiltersAreIgnoredBesideIdentifiersBeTheyRightOrWrong() {
    assertThat(
            read("lost", "{\"sessionId\":[\"a\",\"b\",\"a\"],\"skip\":-1,\"dateFrom\":\"never\"}"))
        .isEqualTo(new Read.Value<>(new HistoryRequest.ById(Set.of("a", "b"))));
  }

  @Test
  void withoutIdentifiersAWrongContainmentTypeIsRefused() {
    assertThat(read("lost", "{}"))
        .isEqualTo(
            new Read.Refused<>(
                ApiError.invalidArguments(
                    "containmentType", "must be one of dropOff, selfService, agent")));
  }

  @Test
  void aCursorsWindowIsNoLongerThanOneThatCanBeAskedFor() {
    String week = cursor("1709028000000", "1709632800000");
    String longer = cursor("1709027999999", "1709632800000");
    assertThat(read("", week)).isInstanceOf(Read.Value.class);
    assertThat(read("", longer)).isInstanceOf(Read.Refused.class);
    assertThat(read("", longer, Duration.ofDays(8))).isInstanceOf(Read.Value.class);
    assertThat(read("", week, Duration.ofDays(1)))
        .as("the default window may be longer than what can be asked for")
        .isInstanceOf(Read.Value.class);
  }

  @Test
  void aCursorThatHoldsMoreThanItSaysIsRefused() {
    assertThat(read("", cursor("1709632800000", "1709632800000,\"containmentType\":\"lost\"")))
        .isInstanceOf(Read.Refused.class);
  }

  private static String cursor(String from, String to) {
    String json =
        "{\"after\":\"%s\",\"from\":%s,\"to\":%s,\"tags\":{\"and\":[],\"or\":[]}}"
            .formatted("0".repeat(24), from, to);
    return "{\"cursor\":\"%s\"}"
        .formatted(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Read<HistoryRequest> read(String containmentType, String body) {
    return read(containmentType, body, Duration.ofDays(7));
  }

  private static Read<HistoryRequest> read(String containmentType, String body, Duration longest) {
    return HistoryRequest.read(
        new HttpRequest(
            "POST",
            "/api/public/bot/st-1/getSessions",
            Map.of("botId", "st-1"),
            Map.of("containmentType", containmentType),
            Map.of(),
            Bytes.copyOf(body.getBytes(StandardCharsets.UTF_8)),
            "id-1"),
        Instant.parse("2024-03-05T10:00:00Z"),
        longest);
  }
}
