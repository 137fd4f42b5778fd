package org.conversationsessions.api.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.EndUsers;
import org.conversationsessions.domain.metric.MetricsAggregator;
import org.conversationsessions.domain.metric.MetricsAggregator.CountedSessions;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 17: the answer with metrics")
class MetricsResponseTest {
  private static final BotId BOT = new BotId("st-1");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

  /** Drop-off, self-service and agent, each interactive and not. */
  private static final KindCounts COUNTS = KindCounts.of(new long[] {2, 0, 3, 1, 0, 1});

  private static final String ZEROS =
      "\"sessions\":0,\"selfService\":0,\"dropOff\":0,\"agent\":0,\"interactive\":0,"
          + "\"nonInteractive\":0";
  private static final String FIGURES =
      "\"sessions\":7,\"selfService\":4,\"dropOff\":2,\"agent\":1,\"interactive\":5,"
          + "\"nonInteractive\":2";

  @Test
  void theSmallestAnswerHasTotalsAndASeries() {
    MetricsRequest request = request(MetricsInterval.DAY, "Europe/Berlin", Set.of(), false, false);

    assertThat(json(request, Optional.of(BOT), COUNTS))
        .isEqualTo(
            "{\"botId\":\"st-1\",\"from\":\"2026-10-25T00:00:00.000+02:00\","
                + "\"to\":\"2026-10-26T23:59:59.999+01:00\",\"interval\":\"day\","
                + "\"timezone\":\"Europe/Berlin\",\"asOf\":\"2026-11-20T11:59:40.123Z\","
                + "\"totals\":{"
                + FIGURES
                + ",\"selfServiceRate\":0.5714,\"dropOffRate\":0.2857,"
                + "\"agentTransferRate\":0.1429,\"sessionsPerDay\":3.4286},"
                + "\"series\":[{\"start\":\"2026-10-25T00:00:00.000+02:00\","
                + "\"end\":\"2026-10-26T00:00:00.000+01:00\","
                + FIGURES
                + "},{\"start\":\"2026-10-26T00:00:00.000+01:00\","
                + "\"end\":\"2026-10-27T00:00:00.000+01:00\","
                + ZEROS
                + "}]}");
  }

  @Test
  void noSessionsHaveNoRates() {
    MetricsRequest request = request(MetricsInterval.TOTAL, "UTC", Set.of(), true, false);

    assertThat(json(request, Optional.empty(), KindCounts.NONE))
        .startsWith("{\"from\":\"2026-10-24T22:00:00.000Z\",")
        .contains(
            "\"totals\":{"
                + ZEROS
                + ",\"selfServiceRate\":null,\"dropOffRate\":null,\"agentTransferRate\":null,"
                + "\"sessionsPerDay\":0.0000}")
        .contains(
            "\"change\":{\"sessions\":null,\"selfService\":null,\"dropOff\":null,\"agent\":null,"
                + "\"interactive\":null,\"nonInteractive\":null}");
  }

  @Test
  void theChangeIsAShareOfTheWindowBefore() {
    MetricsRequest request = request(MetricsInterval.TOTAL, "UTC", Set.of(), true, false);
    MetricsAggregator aggregator = new MetricsAggregator(query(request));
    aggregator.add(BOT, new CountedSessions(request.window().from(), COUNTS));
    aggregator.add(
        BOT,
        new CountedSessions(
            request.window().from().minusMillis(1), KindCounts.of(new long[] {1, 0, 0, 8, 0, 0})));

    assertThat(text(MetricsResponse.of(request, Optional.of(BOT), result(aggregator))))
        .contains(
            "\"previous\":{\"from\":\"2026-10-22T21:00:00.000Z\","
                + "\"to\":\"2026-10-24T21:59:59.999Z\",\"sessions\":9,\"selfService\":8,"
                + "\"dropOff\":1,\"agent\":0,\"interactive\":1,\"nonInteractive\":8},"
                + "\"change\":{\"sessions\":-0.2222,\"selfService\":-0.5000,\"dropOff\":1.0000,"
                + "\"agent\":null,\"interactive\":4.0000,\"nonInteractive\":-0.7500}");
  }

  @Test
  void nothingIsComparedWithAWindowThatHasPartlyExpired() {
    MetricsRequest request = request(MetricsInterval.TOTAL, "UTC", Set.of(), true, false);
    MetricsAggregator aggregator = new MetricsAggregator(query(request));
    aggregator.add(BOT, new CountedSessions(request.window().from(), COUNTS));
    aggregator.add(BOT, new CountedSessions(request.window().from().minusMillis(1), COUNTS));

    String json =
        text(
            MetricsResponse.of(
                request,
                Optional.of(BOT),
                aggregator.result(
                    NOW, Duration.between(request.window().from(), NOW), Duration.ofSeconds(20))));

    assertThat(json)
        .contains("\"previous\":{\"from\":\"2026-10-24T21:00:00.000Z\"")
        .contains("\"change\":{\"sessions\":null,");
  }

  @Test
  void groupsHaveTheirKeysAndHoursOfTheDayTheirNumbers() {
    MetricsRequest request =
        request(
            MetricsInterval.TOTAL,
            "Asia/Kolkata",
            Set.of(MetricsDimension.BOT_ID, MetricsDimension.CONTAINMENT_TYPE),
            false,
            true);

    String json = json(request, Optional.empty(), COUNTS);

    assertThat(json)
        .contains(
            "\"groups\":[{\"key\":{\"botId\":\"st-1\",\"containmentType\":\"selfService\"},"
                + "\"sessions\":4,")
        .contains("{\"key\":{\"botId\":\"st-1\",\"containmentType\":\"agent\"},\"sessions\":1,")
        .contains(
            "\"activeHours\":[{\"hour\":0," + ZEROS + "},{\"hour\":1," + ZEROS + "},{\"hour\":2,")
        .contains("{\"hour\":3," + FIGURES + "}")
        .endsWith("{\"hour\":23," + ZEROS + "}]}");
  }

  @Test
  void measuresFollowTheCountsAndAreNullWhereTheyAreUnknown() {
    TimeWindow day =
        new TimeWindow(
            Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T23:59:59.999Z"));
    MetricsRequest request =
        new MetricsRequest(
            day,
            MetricsInterval.DAY,
            ZoneId.of("UTC"),
            Optional.empty(),
            Optional.empty(),
            Set.of(MetricsDimension.SESSION_TYPE),
            true,
            false,
            true);
    MetricsAggregator aggregator = new MetricsAggregator(query(request));
    CountedSessions counted = new CountedSessions(day.from(), COUNTS);
    aggregator.add(BOT, counted);
    aggregator.measure(
        BOT,
        List.of(counted),
        Optional.of(
            Map.of(SessionKind.ALL.getFirst(), new SessionMeasures(3, 10, 7_001, 4, 2, 1, 0))));
    aggregator.addUsers(BOT, LocalDate.parse("2026-10-25"), Optional.of(new EndUsers(4, 1)));
    CountedSessions before = new CountedSessions(day.from().minusSeconds(1), COUNTS);
    aggregator.add(BOT, before);
    aggregator.measure(
        BOT,
        List.of(before),
        Optional.of(
            Map.of(SessionKind.ALL.getFirst(), new SessionMeasures(4, 20, 7_000, 0, 2, 1, 0))));

    String json = text(MetricsResponse.of(request, Optional.of(BOT), result(aggregator)));

    String measures =
        ",\"messages\":10,\"messagesPerSession\":3.3333,\"tasks\":4,\"closedSessions\":3,"
            + "\"averageDurationSeconds\":2.3337,";
    String rest = ",\"developerSessions\":0,\"billingSessions\":2,\"transfersAfterTask\":1";
    String users = "\"users\":4,\"newUsers\":1,\"sessionsPerUser\":1.7500";
    String noUsers = "\"users\":null,\"newUsers\":null,\"sessionsPerUser\":null";
    assertThat(json)
        .contains("\"totals\":{" + FIGURES + measures + users + rest + ",\"selfServiceRate\":")
        .contains("\"end\":\"2026-10-26T00:00:00.000Z\"," + FIGURES + measures + users + rest + "}")
        .contains(
            "\"sessions\":5,\"selfService\":3,\"dropOff\":2,\"agent\":0,\"interactive\":5,"
                + "\"nonInteractive\":0"
                + measures
                + noUsers
                + rest
                + "}")
        .contains(
            "\"messages\":-0.5000,\"messagesPerSession\":-0.3333,\"tasks\":null,"
                + "\"closedSessions\":-0.2500,\"averageDurationSeconds\":0.3335,"
                + "\"users\":null,");
  }

  private static String json(MetricsRequest request, Optional<BotId> bot, KindCounts counts) {
    MetricsAggregator aggregator = new MetricsAggregator(query(request));
    aggregator.add(BOT, new CountedSessions(request.window().from(), counts));
    return text(MetricsResponse.of(request, bot, result(aggregator)));
  }

  private static MetricsResult result(MetricsAggregator aggregator) {
    return aggregator.result(NOW, Duration.ofDays(90), Duration.ofSeconds(20));
  }

  private static MetricsQuery query(MetricsRequest request) {
    return ((ParseResult.Value<MetricsQuery>) request.query(TestBots.of(List.of(BOT)))).value();
  }

  /** Returns a request for two days in Berlin, the first of which has 25 hours. */
  private static MetricsRequest request(
      MetricsInterval interval,
      String zone,
      Set<MetricsDimension> groupBy,
      boolean comparePrevious,
      boolean activeHours) {
    return new MetricsRequest(
        new TimeWindow(
            Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-26T22:59:59.999Z")),
        interval,
        ZoneId.of(zone),
        Optional.empty(),
        Optional.empty(),
        groupBy,
        comparePrevious,
        activeHours,
        false);
  }

  private static String text(HttpResponse response) {
    assertThat(response.status()).isEqualTo(200);
    return response.body().utf8Text().orElseThrow();
  }
}
