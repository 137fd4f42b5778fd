package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.LocalService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of when the sessions are that a history shows (contract, section 5). */
class HistoryRangeAcceptanceIT {
  private static final String TOO_LONG = "dateFrom and dateTo are more than 7 days apart: ";

  private final TestBot bot = TestBot.create();

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    // exactly seven days as written: as times, as two dates and mixed
    "2024-03-01T00:00:00.000Z, 2024-03-08T00:00:00.000Z",
    "2024-03-01T12:34:56.789Z, 2024-03-08T12:34:56.789Z",
    "2024-03-01, 2024-03-07",
    "2024-03-01, 2024-03-08",
    "2024-03-01T00:00:00Z, 2024-03-08",
    "2024-03-01T12:34:56.789Z, 2024-03-08",
    "2024-03-01T02:00:00+02:00, 2024-03-08",
    "2024-03-01, 2024-03-08T00:00:00Z",
    "2024-03-01T00:00:00+05:30, 2024-03-07T20:00:00.000+01:30",
    "2024-03-01, 2024-03-01",
    "2024-03-01T10:00:00Z, 2024-03-01T10:00:00Z",
    "2024-02-26, 2024-03-03",
  })
  void upToSevenDaysMayBeAskedFor(String from, String to) {
    assertThat(ask(from, to).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "2024-03-01T00:00:00.000Z, 2024-03-08T00:00:00.001Z, 2024-03-01T00:00:00.000Z,"
        + " 2024-03-08T00:00:00.001Z",
    "2024-03-01, 2024-03-09, 2024-03-01T00:00:00.000Z, 2024-03-09T23:59:59.999Z",
    "2024-02-29T23:59:59.999Z, 2024-03-08, 2024-02-29T23:59:59.999Z, 2024-03-08T23:59:59.999Z",
    "2024-03-01, 2024-03-08T00:00:00.001Z, 2024-03-01T00:00:00.000Z, 2024-03-08T00:00:00.001Z",
    "1970-01-01, 2024-03-08, 1970-01-01T00:00:00.000Z, 2024-03-08T23:59:59.999Z",
    "2024-03-01T00:00:00+02:00, 2024-03-08T00:00:00+01:00, 2024-02-29T22:00:00.000Z,"
        + " 2024-03-07T23:00:00.000Z",
  })
  void moreThanSevenDaysAreAnswered400WithTheValuesRead(
      String from, String to, String readFrom, String readTo) {
    assertThat(ask(from, to).brief())
        .isEqualTo(refused(TOO_LONG + readFrom + " and " + readTo + " were read"));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "2024-03-02, 2024-03-01, 2024-03-02T00:00:00.000Z, 2024-03-01T23:59:59.999Z",
    "2024-03-01T10:00:00.001Z, 2024-03-01T10:00:00.000Z, 2024-03-01T10:00:00.001Z,"
        + " 2024-03-01T10:00:00.000Z",
  })
  void dateFromAfterDateToIsAnswered400WithTheValuesRead(
      String from, String to, String readFrom, String readTo) {
    assertThat(ask(from, to).brief())
        .isEqualTo(
            refused("dateFrom is after dateTo: " + readFrom + " and " + readTo + " were read"));
  }

  @ParameterizedTest
  @CsvSource({
    "dateFrom, 2024-02-30",
    "dateFrom, yesterday",
    "dateTo, 2024-13-01",
    "dateTo, 01/03/2024",
    "dateTo, 2024-3-1",
    "dateFrom, 2024-03-01T24:00:01Z",
    "dateFrom, 1709280000",
    "dateTo, 2024-03-01T10:00:00+99:00",
    "dateFrom, 2024-03-01Z"
  })
  void aDateThatCannotBeReadIsAnswered400(String field, String value) {
    assertThat(bot.history(Map.of(field, value)).brief())
        .isEqualTo(
            refused(field + ": \\\"" + value + "\\\" is not a date (yyyy-mm-dd or ISO 8601)"));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "0000-01-01, 0000-01-02",
    "9999-12-31, 9999-12-31",
    "0000-01-01, ''",
    "'', 0000-01-01",
    "9999-12-31, ''",
    "'', 9999-12-31T23:59:59.999-18:00",
    "2200-01-01, 2200-01-02",
    "1969-12-31, 1970-01-01",
    "2106-02-07, 2106-02-08"
  })
  void farAwayDatesHaveNoSessions(String from, String to) {
    Answer answer = ask(from, to);
    assertThat(answer.brief())
        .isEqualTo("200 {\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null}");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "9999-12-31T23:59:59-18:00, 0000-01-01T00:00:00+18:00",
    "0000-01-01T00:00:00+18:00, 9999-12-31T23:59:59-18:00"
  })
  void theFarthestDatesAreRefusedInWords(String from, String to) {
    assertThat(ask(from, to).status()).isEqualTo(400);
    assertThat(ask(from, to).message()).contains("were read");
  }

  @Test
  void theFilterIsOnTheStartBothEndsIncluded() {
    Instant from = Instant.parse("2024-03-05T10:00:00.000Z");
    Instant to = Instant.parse("2024-03-06T11:00:00.000Z");
    bot.record(
        Event.userMessage("before", "rtm", from.minusMillis(1)),
        Event.userMessage("before", "rtm", from.plusSeconds(60)),
        Event.userMessage("first", "rtm", from),
        Event.userMessage("last", "rtm", to),
        Event.botMessage("last", "rtm", to.plusSeconds(60)),
        Event.userMessage("after", "rtm", to.plusMillis(1)));
    assertThat(users(from.toString(), to.toString())).containsExactly("last", "first");
    assertThat(users("2024-03-05T10:00:00.0001Z", "2024-03-06T10:59:59.9999Z")).isEmpty();
  }

  @Test
  void aDayAloneIsTheWholeDayInGmt() {
    aSessionAtBothEndsOfEachDay();
    assertThat(users("2024-03-05", "2024-03-05")).containsExactly("end of 05", "begin of 05");
    assertThat(users("2024-03-05", "2024-03-06"))
        .containsExactly("end of 06", "begin of 06", "end of 05", "begin of 05");
    assertThat(users("2024-03-05T00:00:00", "2024-03-05T23:59:59.999"))
        .containsExactly("end of 05", "begin of 05");
    assertThat(users("2024-03-05T00:00:00.001", "2024-03-05T23:59:59.998")).isEmpty();
    assertThat(users("2024-03-05T09:00+09:00", "2024-03-05T09:00:00.000+09:00"))
        .containsExactly("begin of 05");
    assertThat(users("2024-03-05T00:00", "2024-03-05 T00:00:00.000Z"))
        .as("as the API's own page writes it")
        .containsExactly("begin of 05");
  }

  @Test
  void aMissingDateToIsSevenDaysAfterDateFrom() {
    aSessionAtBothEndsOfEachDay();
    assertThat(users("2024-02-27", "")).endsWith("begin of 04").startsWith("begin of 05");
    assertThat(users("2024-02-27T23:59:59.999Z", "")).startsWith("end of 05");
    assertThat(users("2024-02-27T23:59:59.998Z", "")).startsWith("begin of 05");
  }

  @Test
  void aMissingDateFromIsSevenDaysBeforeDateTo() {
    aSessionAtBothEndsOfEachDay();
    assertThat(users("", "2024-03-13")).containsExactly("end of 07", "begin of 07", "end of 06");
    assertThat(users("", "2024-03-13T00:00:00Z")).endsWith("end of 06", "begin of 06");
    assertThat(users("", "2024-03-13T00:00:00.001Z")).endsWith("begin of 07", "end of 06");
  }

  @Test
  void twoDatesSevenDaysApartReachTheEndOfTheLast() {
    aSessionAtBothEndsOfEachDay();
    assertThat(users("2024-03-01", "2024-03-08")).startsWith("end of 07");
    assertThat(users("2024-02-27", "2024-03-05")).startsWith("end of 05");
    // The cursor of such a question has a window of nearly eight days.
    JsonNode page = bot.history(week(Map.of("limit", 1))).json();
    List<String> seen = new ArrayList<>(page.findValuesAsText("userId"));
    while (page.path("moreAvailable").asBoolean()) {
      page = bot.history(Map.of("limit", 2, "cursor", page.path("next").asText())).json();
      assertThat(page.path("errors").isMissingNode()).as(page.toString()).isTrue();
      seen.addAll(page.findValuesAsText("userId"));
    }
    assertThat(seen).isEqualTo(users("2024-03-01", "2024-03-08"));
  }

  private static Map<String, Object> week(Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("dateFrom", "2024-03-01");
    body.put("dateTo", "2024-03-08");
    return body;
  }

  @Test
  void thePeriodThatMayBeAskedForIsASettingOfTheDeployment() {
    try (LocalService service =
        RunningService.start(Map.of("MaxRangeDays", "31", "RetentionDays", "0"))) {
      TestBot other = TestBot.create(service);
      other.record(Event.userMessage("u-1", "rtm", Instant.parse("2024-03-20T00:00:00Z")));
      other.record(Event.userMessage("u-1", "rtm", Instant.parse("2024-03-30T00:00:00Z")));
      Map<String, String> month = Map.of("dateFrom", "2024-03-01", "dateTo", "2024-03-31");
      assertThat(other.history(month).json().path("total").asInt()).isEqualTo(2);
      assertThat(other.history(Map.of("dateFrom", "2024-03-01", "dateTo", "2024-04-02")).brief())
          .isEqualTo(
              refused(
                  "dateFrom and dateTo are more than 31 days apart: 2024-03-01T00:00:00.000Z and"
                      + " 2024-04-02T23:59:59.999Z were read"));
      assertThat(other.history(Map.of("dateFrom", "2024-03-13")).json().path("total").asInt())
          .as("the default stays seven days")
          .isEqualTo(1);
      assertThat(Tables.of(service).sessionsOf(other))
          .as("with a retention of 0 nothing expires")
          .hasSize(2)
          .noneMatch(item -> item.containsKey("expiresAt"));
    }
  }

  private void aSessionAtBothEndsOfEachDay() {
    for (int day = 4; day <= 7; day++) {
      Instant begin = Instant.parse("2024-03-0" + day + "T00:00:00.000Z");
      Instant end = begin.plus(Duration.ofDays(1)).minusMillis(1);
      bot.record(
          Event.userMessage("begin of 0" + day, "rtm", begin),
          Event.userMessage("end of 0" + day, "rtm", end));
    }
  }

  private List<String> users(String from, String to) {
    Answer answer = ask(from, to);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().findValuesAsText("userId");
  }

  /** Asks for a range; an empty end is not sent. */
  private Answer ask(String from, String to) {
    Map<String, String> body = new LinkedHashMap<>();
    if (!from.isEmpty()) {
      body.put("dateFrom", from);
    }
    if (!to.isEmpty()) {
      body.put("dateTo", to);
    }
    return bot.history(body);
  }

  private static String refused(String why) {
    return "400 {\"errors\":[{\"msg\":\"" + why + "\",\"code\":400}]}";
  }
}
