package org.conversationsessions.domain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 17: what a query for metrics counts")
class MetricsQueryTest {
  private static final TimeWindow TWO_HOURS =
      new TimeWindow(
          Instant.parse("2026-03-01T17:40:00Z"), Instant.parse("2026-03-01T19:39:59.999Z"));

  @Test
  void theBoundariesAreThoseOfTheBins() {
    assertThat(query(MetricsInterval.TOTAL, false, false).boundaries())
        .containsExactly(TWO_HOURS.from());
    assertThat(query(MetricsInterval.DAY, false, false).boundaries())
        .containsExactly(at("2026-02-28T18:30:00Z"), at("2026-03-01T18:30:00Z"));
    assertThat(query(MetricsInterval.HOUR, false, false).boundaries())
        .containsExactly(
            at("2026-03-01T17:30:00Z"), at("2026-03-01T18:30:00Z"), at("2026-03-01T19:30:00Z"));
  }

  @Test
  void activeHoursNeedTheBoundariesOfTheHoursToo() {
    assertThat(query(MetricsInterval.DAY, false, true).boundaries())
        .containsExactly(
            at("2026-02-28T18:30:00Z"),
            at("2026-03-01T17:30:00Z"),
            at("2026-03-01T18:30:00Z"),
            at("2026-03-01T19:30:00Z"));
  }

  @Test
  void theWindowBeforeEndsWithTheLastMillisecondBeforeTheWindow() {
    assertThat(MetricsQuery.length(TWO_HOURS)).isEqualTo(Duration.ofHours(2));
    assertThat(query(MetricsInterval.DAY, false, false).previous()).isEmpty();
    assertThat(query(MetricsInterval.DAY, true, false).previous())
        .contains(new TimeWindow(at("2026-03-01T15:40:00Z"), at("2026-03-01T17:39:59.999Z")));
  }

  @Test
  void shardsAreTheMostOfADayAndDaysAreThoseOfUtcAlsoOfTheWindowBefore() {
    Sharding fourUntilMarch =
        Sharding.ONE.with(LocalDate.parse("2026-02-01"), 4).with(LocalDate.parse("2026-03-01"), 2);
    TimeWindow day =
        new TimeWindow(
            Instant.parse("2026-02-28T18:30:00Z"), Instant.parse("2026-03-01T18:29:59.999Z"));
    TimeWindow nextDay =
        new TimeWindow(
            Instant.parse("2026-03-01T18:30:00Z"), Instant.parse("2026-03-02T18:29:59.999Z"));
    List<Bot> bots =
        List.of(
            TestBots.of(new BotId("st-1")),
            new Bot(new BotId("st-2"), "account", BotSettings.DEFAULT, fourUntilMarch));

    assertThat(query(bots, day, false).shards()).isEqualTo(1 + 4);
    assertThat(query(bots, nextDay, false).shards()).isEqualTo(1 + 2);
    assertThat(query(bots, nextDay, true).shards()).isEqualTo(1 + 4);
    assertThat(query(bots, nextDay, false).days()).isEqualTo(2);
    assertThat(query(bots, nextDay, true).days()).isEqualTo(2 + 2);
  }

  @Test
  void theKindsAreThoseOfTheFilters() {
    MetricsQuery query =
        new MetricsQuery(
            List.of(),
            TWO_HOURS,
            MetricsInterval.DAY,
            new ZonedBins(ZoneId.of("UTC")),
            Optional.of(ContainmentType.AGENT),
            Optional.of(SessionType.INTERACTIVE),
            Set.of(),
            false,
            false,
            false);

    assertThat(query.kinds())
        .containsExactly(new SessionKind(ContainmentType.AGENT, SessionType.INTERACTIVE));
    assertThat(query(MetricsInterval.DAY, false, false).kinds()).isEqualTo(SessionKind.ALL);
  }

  @ParameterizedTest
  @CsvSource({"TOTAL,total", "HOUR,hour", "DAY,day"})
  void intervalsHaveTheirNames(MetricsInterval interval, String name) {
    assertThat(interval.wire()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"CONTAINMENT_TYPE,containmentType", "SESSION_TYPE,sessionType", "BOT_ID,botId"})
  void dimensionsHaveTheirNames(MetricsDimension dimension, String name) {
    assertThat(dimension.wire()).isEqualTo(name);
  }

  @Test
  void groupsAreOrderedByBotThenContainmentThenType() {
    GroupKey nothing = new GroupKey(Optional.empty(), Optional.empty(), Optional.empty());
    GroupKey agents = key("st-1", ContainmentType.AGENT, SessionType.NON_INTERACTIVE);

    assertThat(key("st-2", ContainmentType.AGENT, SessionType.INTERACTIVE))
        .isGreaterThan(key("st-1", ContainmentType.SELF_SERVICE, SessionType.NON_INTERACTIVE));
    assertThat(key("st-1", ContainmentType.DROP_OFF, SessionType.INTERACTIVE))
        .isGreaterThan(agents);
    assertThat(agents).isGreaterThan(key("st-1", ContainmentType.AGENT, SessionType.INTERACTIVE));
    assertThat(agents).isGreaterThan(nothing).isEqualByComparingTo(agents);
  }

  private static GroupKey key(String bot, ContainmentType containment, SessionType type) {
    return new GroupKey(Optional.of(new BotId(bot)), Optional.of(containment), Optional.of(type));
  }

  private static MetricsQuery query(
      MetricsInterval interval, boolean comparePrevious, boolean activeHours) {
    return new MetricsQuery(
        List.of(),
        TWO_HOURS,
        interval,
        new ZonedBins(ZoneId.of("Asia/Kolkata")),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        comparePrevious,
        activeHours,
        false);
  }

  private static MetricsQuery query(List<Bot> bots, TimeWindow window, boolean comparePrevious) {
    return new MetricsQuery(
        bots,
        window,
        MetricsInterval.DAY,
        new ZonedBins(ZoneId.of("Asia/Kolkata")),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        comparePrevious,
        false,
        false);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
