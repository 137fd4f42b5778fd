package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that are well-formed and make no sense (contract, section 3, row 7). */
class ValueErrorsIT extends ErrorsAcceptance {
  @Test
  void datesWithoutSenseAre400WithTheValuesRead() {
    Answer turned = bot.history(Map.of("dateFrom", "2020-02-12", "dateTo", "2020-02-10T11:12:13Z"));
    assertThat(turned.status()).isEqualTo(400);
    assertForm(turned);
    assertThat(turned.message())
        .contains("dateFrom", "dateTo", "2020-02-12T00:00:00.000Z", "2020-02-10T11:12:13.000Z");
    Answer far = bot.history(Map.of("dateFrom", "2020-02-01", "dateTo", "2020-03-01"));
    assertThat(far.status()).isEqualTo(400);
    assertThat(far.message()).contains("7 days", "2020-02-01T00:00:00.000Z", "2020-03-01");
    Answer none = bot.history(Map.of("dateFrom", "yesterday"));
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.message()).contains("dateFrom", "yesterday");
    for (Answer answer : List.of(turned, far, none)) {
      assertThat(answer.json().path("errors").get(0).path("code").asInt()).isEqualTo(400);
    }
  }

  @Test
  void anEventMoreThanFiveMinutesInTheFutureIs400ForThatEvent() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Event late = Event.userMessage("ann", "future", now.plusSeconds(400));
    Answer answer =
        bot.send(
            late,
            Event.userMessage("ann", "future", now),
            Event.userMessage("bob", "future", now.plusSeconds(200)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("results").get(0).path("error").path("code").asInt())
        .isEqualTo(400);
    assertThat(answer.json().path("results").get(0).path("error").path("msg").asText())
        .contains("timestamp", "future", String.valueOf(late.fields().get("timestamp")));
    assertThat(answer.json().path("results").get(1).has("sessionId")).isTrue();
    assertThat(answer.json().path("results").get(2).has("sessionId")).isTrue();
  }

  @Test
  void whatIsInvalidIsToldBeforeWhatIsWithoutSense() {
    List<Map<String, Object>> invalid =
        List.of(
            Map.of("limit", 0),
            Map.of("skip", "x"),
            Map.of("userId", 1),
            Map.of("sessionType", "x"),
            Map.of("tags", 1),
            Map.of("tags", Map.of("and", List.of(Map.of("name", 1)))));
    List<Map<String, Object>> senseless =
        List.of(
            Map.of("dateFrom", "yesterday"),
            Map.of("dateFrom", "2020-02-12", "dateTo", "2020-02-10"),
            Map.of("dateFrom", "2020-02-01", "dateTo", "2020-03-01"));
    for (Map<String, Object> first : invalid) {
      for (Map<String, Object> second : senseless) {
        Map<String, Object> both = new java.util.HashMap<>(first);
        both.putAll(second);
        assertThat(bot.history(both).status()).as(both.toString()).isEqualTo(412);
      }
    }
    assertThat(bot.history(Map.of("dateFrom", "yesterday", "dateTo", 7)).status()).isEqualTo(412);
    assertThat(bot.history("?containmentType=x", Map.of("dateFrom", "yesterday")).status())
        .isEqualTo(412);
    Event future = Event.userMessage("ann", "rtm", Instant.now().plusSeconds(4000));
    for (Event both :
        List.of(
            future.with("lang", 1),
            future.with("tags", 1),
            future.with("isDeveloper", "x"),
            future.with("text", List.of()),
            future.with("timestamp", "x").with("refresh", 0))) {
      assertThat(bot.send(both).json().path("results").get(0).path("error").path("code").asInt())
          .as(both.toString())
          .isEqualTo(412);
    }
  }
}
