package org.conversationsessions.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

  private static Read<HistoryRequest> read(String containmentType, String body) {
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
        Duration.ofDays(7));
  }
}
