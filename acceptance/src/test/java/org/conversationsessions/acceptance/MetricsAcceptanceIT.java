package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 17: metrics of a random history recorded through HTTP")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsAcceptanceIT {
  private static final Map<String, String> WEEK =
      Map.of("dateFrom", "2024-03-04", "dateTo", "2024-03-10");

  private final Random random;
  private final TestBot bot = TestBot.create();
  private List<RandomHistory.Expected> history = List.of();

  MetricsAcceptanceIT(@Seeded Random random) {
    this.random = random;
  }

  @BeforeAll
  void record() {
    history = RandomHistory.record(bot, random);
  }

  /** A dashboard of xob-cat's kind: it asks for each containment, all in parallel. */
  @Test
  void threeParallelCallsToTheHistoryAreOneCallForMetrics() throws Exception {
    Map<String, Object> one = new LinkedHashMap<>(WEEK);
    one.put("limit", 1);
    List<Future<Answer>> asked = new ArrayList<>();
    try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String containment : RandomHistory.CONTAINMENTS) {
        asked.add(parallel.submit(() -> bot.history("?containmentType=" + containment, one)));
      }
    }

    JsonNode totals = ask(WEEK).path("totals");

    for (int i = 0; i < RandomHistory.CONTAINMENTS.size(); i++) {
      long total = asked.get(i).get().json().path("total").asLong();
      assertThat(total).isPositive();
      assertThat(totals.path(RandomHistory.CONTAINMENTS.get(i)).asLong()).isEqualTo(total);
    }
    assertThat(totals.path("sessions").asLong()).isEqualTo(history.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Kolkata", "Europe/Berlin", "America/St_Johns"})
  void everyFigureIsThatOfTheSessions(String zone) {
    ZoneId local = ZoneId.of(zone);
    Map<String, Object> fields = new LinkedHashMap<>(WEEK);
    fields.put("timezone", zone);
    fields.put("activeHours", true);
    fields.put("groupBy", List.of("containmentType", "sessionType"));
    Predicate<RandomHistory.Expected> inWeek =
        session -> {
          LocalDate day = session.start().atZone(local).toLocalDate();
          return !day.isBefore(LocalDate.parse("2024-03-04"))
              && !day.isAfter(LocalDate.parse("2024-03-10"));
        };

    JsonNode days = ask(fields);
    fields.put("interval", "hour");
    JsonNode hours = ask(fields);

    assertFigures(days.path("totals"), inWeek);
    assertThat(hours.path("totals")).isEqualTo(days.path("totals"));
    assertThat(days.path("series")).hasSize(7);
    // The hours begin with the first session: the week is older than the retention.
    assertThat(hours.path("series")).hasSizeBetween(6 * 24, 7 * 24);
    for (JsonNode series : List.of(days.path("series"), hours.path("series"))) {
      for (JsonNode bin : series) {
        Instant start = OffsetDateTime.parse(bin.path("start").asText()).toInstant();
        Instant end = OffsetDateTime.parse(bin.path("end").asText()).toInstant();
        assertFigures(
            bin, session -> !session.start().isBefore(start) && session.start().isBefore(end));
      }
    }
    assertThat(days.path("activeHours")).hasSize(24);
    for (JsonNode hour : days.path("activeHours")) {
      assertFigures(
          hour,
          inWeek.and(
              session -> session.start().atZone(local).getHour() == hour.path("hour").asInt()));
    }
    for (JsonNode group : days.path("groups")) {
      assertFigures(
          group,
          inWeek.and(
              session ->
                  session.containment().equals(group.at("/key/containmentType").asText())
                      && session.interactive()
                          == group.at("/key/sessionType").asText().equals("interactive")));
    }
  }

  @Test
  void measuresAreThoseOfTheClosedSessionsAndTheirEndUsers() {
    Map<String, Object> fields = new LinkedHashMap<>(WEEK);
    fields.put("measures", true);
    fields.put("groupBy", "containmentType");

    JsonNode metrics = ask(fields);

    assertMeasures(metrics.path("totals"), session -> true);
    assertThat(metrics.at("/totals/users").isNull()).isTrue();
    for (JsonNode group : metrics.path("groups")) {
      String containment = group.at("/key/containmentType").asText();
      assertMeasures(group, session -> session.containment().equals(containment));
    }
    Instant from = OffsetDateTime.parse(metrics.path("from").asText()).toInstant();
    for (JsonNode bin : metrics.path("series")) {
      Instant start = Instant.parse(bin.path("start").asText());
      Instant end = Instant.parse(bin.path("end").asText());
      Predicate<RandomHistory.Expected> inBin =
          session -> !session.start().isBefore(start) && session.start().isBefore(end);
      assertMeasures(bin, inBin);
      if (start.isBefore(from)) {
        // The retention has shortened the week, so its first day is not whole.
        assertThat(bin.path("users").isNull()).isTrue();
      } else {
        assertThat(bin.path("users").asLong())
            .isEqualTo(
                history.stream()
                    .filter(inBin)
                    .map(RandomHistory.Expected::user)
                    .distinct()
                    .count());
        assertThat(bin.path("newUsers").asLong()).isBetween(0L, bin.path("users").asLong());
      }
    }
    assertThat(ask(WEEK).path("totals").has("messages")).isFalse();
  }

  @Test
  void getAndPostAndTheAliasAndAnAccountHaveTheSameFigures() {
    JsonNode posted = ask(WEEK);
    String query = "?dateFrom=2024-03-04&dateTo=2024-03-10";
    String alias = "/api/public/stream/%s/getSessionMetrics".formatted(bot.id());
    String account = "/api/public/getSessionMetrics" + query + "&groupBy=botId";

    assertThat(bot.metrics(query).json().path("series")).isEqualTo(posted.path("series"));
    assertThat(
            bot.client()
                .call("GET", alias + query, bot.builder().token(), "")
                .json()
                .path("totals"))
        .isEqualTo(posted.path("totals"));
    JsonNode ofAccount = bot.client().call("GET", account, bot.admin().token(), "").json();
    assertThat(ofAccount.path("totals")).isEqualTo(posted.path("totals"));
    assertThat(ofAccount.path("groups")).hasSize(1);
    assertThat(ofAccount.at("/groups/0/key/botId").asText()).isEqualTo(bot.id().value());
    assertThat(ofAccount.has("botId")).isFalse();
    assertThat(posted.path("botId").asText()).isEqualTo(bot.id().value());
  }

  @Test
  void filtersCountTheirSessionsAlone() {
    Map<String, Object> fields = new LinkedHashMap<>(WEEK);
    fields.put("containmentType", "DROPOFF");
    fields.put("sessionType", "interactive");

    assertFigures(
        ask(fields).path("totals"),
        session -> session.containment().equals("dropOff") && session.interactive());
  }

  @Test
  void theWindowBeforeIsComparedOnRequest() {
    TestBot other = bot.sibling();
    Instant now = Instant.now();
    other.recordOne(Event.userMessage("ann", "rtm", now.minus(Duration.ofHours(30))));
    other.recordOne(Event.userMessage("bob", "rtm", now.minus(Duration.ofHours(29))));
    other.recordOne(Event.userMessage("cid", "rtm", now.minus(Duration.ofHours(2))));
    other.awaitMetrics(Map.of(), figures -> figures.path("sessions").asInt() == 3);

    JsonNode metrics =
        other
            .metrics(
                Map.of(
                    "dateFrom",
                    now.minus(Duration.ofHours(24)).toString(),
                    "dateTo",
                    now.toString(),
                    "compare",
                    "previous"))
            .json();

    assertThat(metrics.at("/totals/sessions").asInt()).isEqualTo(1);
    assertThat(metrics.at("/previous/sessions").asInt()).isEqualTo(2);
    assertThat(metrics.at("/change/sessions").asDouble()).isEqualTo(-0.5);
    assertThat(metrics.at("/change/agent").isNull()).isTrue();
  }

  @Test
  void aLiveSessionOfNowCountsAsSelfServiceWithinSeconds() {
    TestBot live = bot.sibling();
    live.recordOne(Event.userMessage("ann", "rtm", Instant.now()));

    JsonNode totals = live.awaitMetrics(Map.of(), figures -> figures.path("sessions").asInt() == 1);

    assertThat(totals.path("selfService").asInt()).isEqualTo(1);
    assertThat(totals.path("selfServiceRate").asDouble()).isEqualTo(1);
  }

  @Test
  void theScopeForMetricsSuffices() {
    String path = bot.path("getSessionMetrics?dateFrom=2024-03-04&dateTo=2024-03-10");

    assertThat(call(path, bot.newApp(Scope.READ_METRICS)).json().at("/totals/sessions").asInt())
        .isEqualTo(history.size());
    assertThat(call(path, bot.newApp(Scope.WRITE, Scope.READ_MESSAGES)).brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }

  @Test
  void anUnknownZoneIs412AndARangeThatIsTooLongIs400() {
    assertThat(bot.metrics("?timezone=Middle/Earth").brief())
        .startsWith("412 ")
        .contains("timezone: must be an IANA name");
    assertThat(bot.metrics("?dateFrom=2024-01-01&dateTo=2024-04-03").brief())
        .startsWith("400 ")
        .contains("more than 92 days apart");
    assertThat(bot.metrics("?interval=hour&dateFrom=2024-01-01&dateTo=2024-02-02").brief())
        .startsWith("400 ")
        .contains("more than 31 days apart");
  }

  private Answer call(String path, TestApp app) {
    return bot.client().call("GET", path, app.token(), "");
  }

  private JsonNode ask(Map<String, ?> fields) {
    Answer answer = bot.metrics(fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void assertFigures(JsonNode figures, Predicate<RandomHistory.Expected> which) {
    assertThat(RandomHistory.areFigures(figures, history.stream().filter(which).toList()))
        .as(figures.toString())
        .isTrue();
  }

  private void assertMeasures(JsonNode figures, Predicate<RandomHistory.Expected> which) {
    List<RandomHistory.Expected> closed =
        history.stream().filter(which).filter(RandomHistory.Expected::closed).toList();
    assertThat(figures.path("closedSessions").asLong()).isEqualTo(closed.size());
    assertThat(figures.path("messages").asLong())
        .isEqualTo(closed.stream().mapToLong(RandomHistory.Expected::messages).sum());
    assertThat(figures.path("tasks").asLong())
        .isEqualTo(closed.stream().mapToLong(RandomHistory.Expected::tasks).sum());
    assertThat(figures.path("developerSessions").asLong())
        .isEqualTo(closed.stream().filter(RandomHistory.Expected::developer).count());
    assertThat(figures.path("averageDurationSeconds").asDouble())
        .isCloseTo(
            closed.stream()
                    .mapToLong(one -> Duration.between(one.start(), one.end()).toMillis())
                    .average()
                    .orElse(0)
                / 1000,
            within(0.0001));
  }
}
