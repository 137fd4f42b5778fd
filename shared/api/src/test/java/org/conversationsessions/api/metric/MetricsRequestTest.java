package org.conversationsessions.api.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 17: the fields of a query for metrics")
class MetricsRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

  @Test
  void withoutFieldsItIsTheLastSevenDaysByDayInUtc() {
    MetricsRequest request = value(post("{}"));

    assertThat(request)
        .isEqualTo(
            new MetricsRequest(
                window("2026-11-13T12:00:00.123Z", "2026-11-20T12:00:00.123Z"),
                MetricsInterval.DAY,
                ZoneId.of("UTC"),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                false,
                false,
                false));
    assertThat(value(get(Map.of()))).isEqualTo(request);
    assertThat(value(post(""))).isEqualTo(request);
  }

  @Test
  void allFieldsAreTakenFromTheBodyAndFromTheQueryOfAGet() {
    MetricsRequest request =
        value(
            post(
                "{\"dateFrom\":\"2026-11-01\",\"dateTo\":\"2026-11-02\",\"interval\":\"hour\","
                    + "\"timezone\":\"Asia/Kolkata\",\"containmentType\":\"SelfService\","
                    + "\"sessionType\":\"interactive\","
                    + "\"groupBy\":[\"sessionType\",\"containmentType\"],"
                    + "\"compare\":\"previous\",\"activeHours\":true,\"measures\":true,\"unknown\":1}"));

    assertThat(request)
        .isEqualTo(
            new MetricsRequest(
                window("2026-10-31T18:30:00Z", "2026-11-02T18:29:59.999Z"),
                MetricsInterval.HOUR,
                ZoneId.of("Asia/Kolkata"),
                Optional.of(ContainmentType.SELF_SERVICE),
                Optional.of(SessionType.INTERACTIVE),
                Set.of(MetricsDimension.CONTAINMENT_TYPE, MetricsDimension.SESSION_TYPE),
                true,
                true,
                true));
    assertThat(
            value(
                get(
                    Map.ofEntries(
                        Map.entry("dateFrom", "2026-11-01"),
                        Map.entry("dateTo", "2026-11-02"),
                        Map.entry("interval", "hour"),
                        Map.entry("timezone", "Asia/Kolkata"),
                        Map.entry("containmentType", "selfservice"),
                        Map.entry("sessionType", "interactive"),
                        Map.entry("groupBy", "containmentType,sessionType"),
                        Map.entry("compare", "previous"),
                        Map.entry("activeHours", "true"),
                        Map.entry("measures", "true")))))
        .isEqualTo(request);
  }

  @Test
  void thePostsQueryHoldsForWhatItsBodyDoesNotName() {
    MetricsRequest request =
        value(
            request(
                "POST",
                Map.of("containmentType", "agent", "interval", "total"),
                Map.of("botId", "st-1"),
                "{\"interval\":\"hour\"}"));

    assertThat(request.containment()).contains(ContainmentType.AGENT);
    assertThat(request.interval()).isEqualTo(MetricsInterval.HOUR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"interval\":\"week\"} | interval: must be one of day, hour, total",
        "{\"interval\":7} | interval: must be one of day, hour, total",
        "{\"timezone\":\"Middle/Earth\"} | timezone: must be an IANA name",
        "{\"timezone\":\"+05:30\"} | timezone: must be an IANA name",
        "{\"timezone\":\"\"} | timezone: must be a string that is not empty",
        "{\"timezone\":1} | timezone: must be a string",
        "{\"containmentType\":\"none\"} | containmentType: must be one of",
        "{\"sessionType\":\"Interactive\"} | sessionType: must be one of",
        "{\"groupBy\":\"channel\"} | groupBy: must name at most 2 of containmentType, sessionType",
        "{\"groupBy\":[\"botId\"]} | groupBy: must name at most 2 of containmentType, sessionType",
        "{\"groupBy\":[\"sessionType\",\"containmentType\",\"sessionType\"]} | groupBy: must be an",
        "{\"groupBy\":[1]} | groupBy[0]: must be a string",
        "{\"groupBy\":{}} | groupBy: must be an array",
        "{\"compare\":\"next\"} | compare: must be one of previous",
        "{\"activeHours\":\"yes\"} | activeHours: must be true or false",
        "{\"measures\":1} | measures: must be true or false",
        "{\"dateFrom\":5} | dateFrom: must be a string",
        "[] | body: must be a JSON object",
      })
  void aFieldThatIsNotAllowedIsNamed(String body, String message) {
    ApiError error = error(post(body));

    assertThat(error.status()).isEqualTo(412);
    assertThat(error.msg()).startsWith("Validation errors/ Invalid arguments: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "day, 2026-08-01, 2026-11-01, true",
    "day, 2026-08-01, 2026-11-02, false",
    "total, 2026-08-01, 2026-11-01, true",
    "total, 2026-08-01, 2026-11-02, false",
    "hour, 2026-10-01, 2026-11-01, true",
    "hour, 2026-10-01, 2026-11-02, false",
    "day, 2026-05-01T00:00:00Z, 2026-08-01T00:00:00.001Z, false",
    "day, 2026-11-02, 2026-11-01, false",
    "day, yesterday, 2026-11-01, false",
  })
  void theRangeIsAtMostNinetyTwoDaysAndThirtyOneByHour(
      String interval, String from, String to, boolean taken) {
    for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")) {
      ParseResult<MetricsRequest> result =
          MetricsRequest.read(
              post(
                  "{\"interval\":\"%s\",\"dateFrom\":\"%s\",\"dateTo\":\"%s\",\"timezone\":\"%s\"}"
                      .formatted(interval, from, to, zone)),
              NOW);

      assertThat(result instanceof ParseResult.Value).as(zone).isEqualTo(taken);
      if (result instanceof ParseResult.Refused<MetricsRequest>(ApiError error)) {
        assertThat(error.status()).isEqualTo(400);
      }
    }
  }

  @Nested
  @DisplayName("dates in a zone")
  class Zoned {
    @Test
    void aDateWithoutATimeIsAWholeDayOfTheZoneEvenIfTheClockChanges() {
      MetricsRequest request =
          value(
              post(
                  "{\"dateFrom\":\"2026-10-25\",\"dateTo\":\"2026-10-25\","
                      + "\"timezone\":\"Europe/Berlin\"}"));

      assertThat(request.window())
          .isEqualTo(window("2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999Z"));
    }

    @Test
    void aMissingDateIsSevenDaysOfTheClockFromTheOther() {
      MetricsRequest begin =
          value(post("{\"dateFrom\":\"2026-10-22\",\"timezone\":\"Europe/Berlin\"}"));
      MetricsRequest end =
          value(post("{\"dateTo\":\"2026-10-28\",\"timezone\":\"Europe/Berlin\"}"));

      assertThat(begin.window()).isEqualTo(window("2026-10-21T22:00:00Z", "2026-10-28T23:00:00Z"));
      assertThat(end.window())
          .isEqualTo(window("2026-10-21T21:59:59.999Z", "2026-10-28T22:59:59.999Z"));
    }

    @Test
    void aTimeWithoutAZoneIsGmtAsInTheHistory() {
      MetricsRequest request =
          value(
              post(
                  "{\"dateFrom\":\"2026-11-18T10:00:00\",\"dateTo\":\"2026-11-18T10:00:00-05:30\","
                      + "\"timezone\":\"America/New_York\"}"));

      assertThat(request.window())
          .isEqualTo(window("2026-11-18T10:00:00Z", "2026-11-18T15:30:00Z"));
    }
  }

  @Test
  void anAccountIsGroupedByAtMostFiftyBots() {
    HttpRequest ofAccount = request("POST", Map.of(), Map.of(), "{\"groupBy\":[\"botId\"]}");
    MetricsRequest request = value(ofAccount);

    assertThat(request.groupBy()).containsExactly(MetricsDimension.BOT_ID);
    assertThat(request.query(bots(50)))
        .isInstanceOfSatisfying(
            ParseResult.Value.class,
            asked -> assertThat(((MetricsQuery) asked.value()).bots()).hasSize(50));
    assertRefused(
        request.query(bots(51)), "groupBy: botId takes at most 50 bots: the account has 51");
    assertThat(ofAccount("{}").query(bots(51))).isInstanceOf(ParseResult.Value.class);
  }

  @Test
  void theShardsOfAllBotsAreBounded() {
    MetricsRequest request = ofAccount("{}");
    MetricsRequest byBot = ofAccount("{\"groupBy\":[\"botId\"]}");

    assertThat(request.query(bots(500))).isInstanceOf(ParseResult.Value.class);
    assertRefused(
        request.query(bots(501)),
        "one call counts at most 500 shards of bots: the account has 501; ask for single bots");
    assertThat(byBot.query(sharded(50, 10))).isInstanceOf(ParseResult.Value.class);
    assertRefused(
        byBot.query(sharded(50, 11)),
        "one call counts at most 500 shards of bots: the account has 550; ask for single bots");
  }

  @Test
  void theDaysOfShardsThatAreMeasuredAreBounded() {
    String fortyDays = "\"dateFrom\":\"2026-10-01\",\"dateTo\":\"2026-11-09\"";
    String measured = "{" + fortyDays + ",\"measures\":true}";
    String compared = "{" + fortyDays + ",\"measures\":true,\"compare\":\"previous\"}";

    assertThat(ofAccount(measured).query(bots(500))).isInstanceOf(ParseResult.Value.class);
    assertThat(ofAccount(compared).query(bots(250))).isInstanceOf(ParseResult.Value.class);
    assertRefused(
        ofAccount(compared).query(bots(251)),
        "measures: one call takes at most 20000 days of shards of bots: 251 shards on 80 days are"
            + " 20080; ask for fewer days or for single bots");
    assertThat(ofAccount("{" + fortyDays + ",\"compare\":\"previous\"}").query(bots(500)))
        .isInstanceOf(ParseResult.Value.class);
  }

  @Test
  void aSingleBotIsNeverTooMuch() {
    MetricsRequest longest =
        value(
            post(
                "{\"dateFrom\":\"2026-08-20T10:00:00\",\"dateTo\":\"2026-11-20T10:00:00\","
                    + "\"compare\":\"previous\",\"measures\":true}"));

    assertThat(longest.query(sharded(1, Sharding.MAX_SHARDS)))
        .isInstanceOf(ParseResult.Value.class);
  }

  private static MetricsRequest ofAccount(String body) {
    return value(request("POST", Map.of(), Map.of(), body));
  }

  private static void assertRefused(ParseResult<MetricsQuery> asked, String message) {
    assertThat(asked)
        .isInstanceOfSatisfying(
            ParseResult.Refused.class,
            refused -> {
              assertThat(refused.error().status()).isEqualTo(400);
              assertThat(refused.error().msg()).isEqualTo(message);
            });
  }

  private static List<Bot> sharded(int number, int shards) {
    Sharding sharding = Sharding.ONE.with(LocalDate.EPOCH, shards);
    return bots(number).stream()
        .map(bot -> new Bot(bot.id(), bot.account(), bot.settings(), sharding))
        .toList();
  }

  private static List<Bot> bots(int number) {
    return TestBots.of(IntStream.range(0, number).mapToObj(i -> new BotId("st-" + i)).toList());
  }

  private static MetricsRequest value(HttpRequest request) {
    return switch (MetricsRequest.read(request, NOW)) {
      case ParseResult.Value<MetricsRequest>(MetricsRequest value) -> value;
      case ParseResult.Refused<MetricsRequest>(ApiError error) ->
          throw new AssertionError(error.msg());
    };
  }

  private static ApiError error(HttpRequest request) {
    return ((ParseResult.Refused<MetricsRequest>) MetricsRequest.read(request, NOW)).error();
  }

  private static HttpRequest post(String body) {
    return request("POST", Map.of(), Map.of("botId", "st-1"), body);
  }

  private static HttpRequest get(Map<String, String> query) {
    return request("GET", query, Map.of("botId", "st-1"), "");
  }

  private static HttpRequest request(
      String method, Map<String, String> query, Map<String, String> path, String body) {
    return new HttpRequest(
        method,
        "/api/public/x/getSessionMetrics",
        path,
        query,
        Map.of(),
        Bytes.copyOf(body.getBytes(StandardCharsets.UTF_8)),
        "id-1");
  }

  private static TimeWindow window(String from, String to) {
    return new TimeWindow(Instant.parse(from), Instant.parse(to));
  }
}
