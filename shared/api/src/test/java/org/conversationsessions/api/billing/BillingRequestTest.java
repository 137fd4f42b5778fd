package org.conversationsessions.api.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 16.2: the fields of a query for billing sessions")
class BillingRequestTest {
  private static final String DATES = "\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-02\"";
  private static final TimeWindow TWO_DAYS =
      new TimeWindow(
          Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T23:59:59.999Z"));
  private static final BillingPosition LAST =
      new BillingPosition(SessionId.of(Instant.parse("2026-11-02T10:00:00Z"), 5), 2);

  @Test
  void onlyTheDatesAreRequired() {
    assertThat(value(ofBot("{" + DATES + "}")))
        .isEqualTo(
            new BillingRequest(
                new BillingFilter(TWO_DAYS, Optional.empty(), Optional.empty()),
                0,
                Optional.empty(),
                100));
  }

  @Test
  void allFieldsAreRead() {
    BillingRequest request =
        value(
            ofAccount(
                "{"
                    + DATES
                    + ",\"limit\":\"5000\",\"skip\":7,\"channel\":\"RTM\",\"botId\":\"st-2\","
                    + "\"unknown\":[]}"));

    assertThat(request)
        .isEqualTo(
            new BillingRequest(
                new BillingFilter(TWO_DAYS, Optional.of("st-2"), Optional.of("RTM")),
                7,
                Optional.empty(),
                1000));
  }

  @Test
  void theBotOfThePathIsTheOnlyOne() {
    assertThat(value(ofBot("{" + DATES + ",\"botId\":\"st-2\"}")).filter().botId()).isEmpty();
  }

  @Test
  void theQueryHoldsForWhatTheBodyDoesNotName() {
    HttpRequest request =
        request(Map.of("limit", "3", "skip", "4"), Map.of(), "{" + DATES + ",\"limit\":2}");

    assertThat(value(request).limit()).isEqualTo(2);
    assertThat(value(request).skip()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | fromDate",
        "{} | fromDate",
        "{\"toDate\":\"2026-11-01\"} | fromDate",
        "{\"fromDate\":\"2026-11-01\"} | toDate",
        "{\"fromDate\":1,\"toDate\":\"2026-11-01\"} | fromDate",
        "{\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-02\",\"limit\":0} | limit",
        "{\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-02\",\"skip\":-1} | skip",
        "{\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-02\",\"channel\":7.5} | channel",
        "{\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-02\",\"botId\":[]} | botId",
        "{\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-02\",\"cursor\":\"x\"} | cursor",
        "{\"limit\":\"many\"} | limit",
        "[] | body",
      })
  void aFieldThatIsMissingOrOfAnotherTypeIs412(String body, String field) {
    ApiError error = error(ofAccount(body));

    assertThat(error.status()).isEqualTo(412);
    assertThat(error.msg()).contains(field + ":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-10-01 | 2021-03-01 | fromDate and toDate are more than 93 days apart",
        "2026-08-01 | 2026-11-03 | fromDate and toDate are more than 93 days apart",
        "2026-11-02 | 2026-11-01 | fromDate is after toDate",
        "soon | 2026-11-01 | fromDate: \"soon\" is not a date",
        "2026-11-01 | 2026-13-01 | toDate: \"2026-13-01\" is not a date",
      })
  void datesThatMakeNoSenseAre400(String from, String to, String reason) {
    ApiError error = error(ofBot("{\"fromDate\":\"%s\",\"toDate\":\"%s\"}".formatted(from, to)));

    assertThat(error.status()).isEqualTo(400);
    assertThat(error.msg()).contains(reason);
  }

  @Test
  void ninetyThreeDaysAreAllowed() {
    assertThat(
            value(ofBot("{\"fromDate\":\"2026-08-01\",\"toDate\":\"2026-11-02\"}"))
                .filter()
                .window()
                .length())
        .hasDays(93);
  }

  @Test
  void aCursorContinuesItsQueryWithoutItsFields() {
    BillingFilter filter = new BillingFilter(TWO_DAYS, Optional.of("st-2"), Optional.of("RTM"));
    String cursor = new BillingCursor(filter, LAST).text();
    BillingRequest continued = new BillingRequest(filter, 0, Optional.of(LAST), 10);

    assertThat(value(ofAccount("{\"limit\":10,\"skip\":3,\"cursor\":\"%s\"}".formatted(cursor))))
        .isEqualTo(continued);
    assertThat(
            value(
                ofAccount(
                    "{%s,\"limit\":10,\"botId\":\"st-2\",\"channel\":\"RTM\",\"cursor\":\"%s\"}"
                        .formatted(DATES, cursor))))
        .isEqualTo(continued);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"channel\":\"ivr\"",
        "\"botId\":\"st-3\"",
        "\"fromDate\":\"2026-11-01\",\"toDate\":\"2026-11-03\""
      })
  void aCursorBelongsToItsQuery(String changed) {
    String cursor =
        new BillingCursor(
                new BillingFilter(TWO_DAYS, Optional.of("st-2"), Optional.of("RTM")), LAST)
            .text();

    ApiError error = error(ofAccount("{%s,\"cursor\":\"%s\"}".formatted(changed, cursor)));

    assertThat(error.status()).isEqualTo(412);
    assertThat(error.msg()).contains("cursor: belongs to another query");
  }

  @Test
  void aCursorNeedsBothDatesOrNone() {
    String cursor =
        new BillingCursor(new BillingFilter(TWO_DAYS, Optional.empty(), Optional.empty()), LAST)
            .text();

    assertThat(
            error(ofBot("{\"toDate\":\"2026-11-02\",\"cursor\":\"%s\"}".formatted(cursor))).msg())
        .contains("fromDate:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"after\":\"6b000ae50c97f07a2298cc47\",\"number\":0,\"from\":0,\"to\":9999999999999}",
        "{\"after\":\"6b000ae50c97f07a2298cc47\",\"number\":0,\"from\":5,\"to\":4}",
        "{\"after\":\"6b000ae50c97f07a2298cc47\",\"number\":-1,\"from\":0,\"to\":4}",
        "{\"after\":\"6B000AE50C97F07A2298CC47\",\"number\":0,\"from\":0,\"to\":4}",
        "{\"after\":\"6b000ae50c97f07a2298cc47\",\"from\":0,\"to\":4}",
        "{\"after\":\"6b000ae50c97f07a2298cc47\",\"number\":0,\"from\":0,\"to\":4,\"x\":1}",
        "[]",
      })
  void aForgedCursorIsRefused(String json) {
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.getBytes(StandardCharsets.UTF_8));

    assertThat(error(ofBot("{\"cursor\":\"%s\"}".formatted(forged))).msg())
        .contains("cursor: was not issued by this service");
  }

  @Test
  void theQueryIsForTheBotThatIsNamedOrForAll() {
    List<Bot> bots = TestBots.of(List.of(new BotId("st-1"), new BotId("st-2")));

    assertThat(query(ofAccount("{" + DATES + "}"), bots).bots()).isEqualTo(bots);
    assertThat(query(ofAccount("{" + DATES + ",\"botId\":\"st-2\"}"), bots).bots())
        .containsExactly(bots.get(1));
    assertThat(value(ofAccount("{" + DATES + ",\"botId\":\"st-3\"}")).query(bots))
        .isEqualTo(new ParseResult.Refused<>(ApiError.invalidStreamId()));
  }

  private static BillingQuery query(HttpRequest request, List<Bot> bots) {
    return ((ParseResult.Value<BillingQuery>) value(request).query(bots)).value();
  }

  private static BillingRequest value(HttpRequest request) {
    return switch (BillingRequest.read(request)) {
      case ParseResult.Value<BillingRequest>(BillingRequest value) -> value;
      case ParseResult.Refused<BillingRequest>(ApiError error) ->
          throw new AssertionError(error.msg());
    };
  }

  private static ApiError error(HttpRequest request) {
    return ((ParseResult.Refused<BillingRequest>) BillingRequest.read(request)).error();
  }

  private static HttpRequest ofBot(String body) {
    return request(Map.of(), Map.of("botId", "st-1"), body);
  }

  private static HttpRequest ofAccount(String body) {
    return request(Map.of(), Map.of(), body);
  }

  private static HttpRequest request(
      Map<String, String> query, Map<String, String> path, String body) {
    return new HttpRequest(
        "POST",
        "/api/public/x/getBillingSessionsDetails",
        path,
        query,
        Map.of(),
        Bytes.copyOf(body.getBytes(StandardCharsets.UTF_8)),
        "id-1");
  }
}
