package org.conversationsessions.domain.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsAggregator.CountedSessions;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 17: figures from counted sessions")
class MetricsAggregatorTest {
  private static final Instant NOW = Instant.parse("2026-03-11T10:20:30.400Z");
  private static final Duration RETENTION = Duration.ofDays(10);
  private static final Instant EDGE = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final BotId BOT = new BotId("st-1");
  private static final BotId OTHER = new BotId("st-2");
  private static final SessionKind SELF_SERVICE =
      new SessionKind(ContainmentType.SELF_SERVICE, SessionType.INTERACTIVE);
  private static final SessionKind AGENT =
      new SessionKind(ContainmentType.AGENT, SessionType.INTERACTIVE);
  private static final SessionKind SILENT =
      new SessionKind(ContainmentType.DROP_OFF, SessionType.NON_INTERACTIVE);

  @Test
  void theFiguresOfNoSessionsAreZeroAndTheirRatesUnknown() {
    MetricsResult result = result(new MetricsAggregator(query(days(3, 5))));

    assertThat(result.totals()).isEqualTo(SessionFigures.NONE);
    assertThat(result.totals().rate(ContainmentType.AGENT)).isEmpty();
    assertThat(result.sessionsPerDay()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(result.series())
        .extracting(bin -> bin.figures().sessions())
        .containsExactly(0L, 0L, 0L);
    assertThat(result.groups()).isEmpty();
    assertThat(result.activeHours()).isEmpty();
    assertThat(result.previous()).isEmpty();
  }

  @Test
  void figuresCountEveryContainmentAndType() {
    MetricsAggregator aggregator = new MetricsAggregator(query(days(3, 5)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-03T00:00:00Z"), times(5, SELF_SERVICE)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-03T05:00:00Z"), times(2, AGENT)));
    aggregator.add(OTHER, new CountedSessions(at("2026-03-05T23:59:59.999Z"), times(1, SILENT)));

    MetricsResult result = result(aggregator);

    SessionFigures totals = result.totals();
    assertThat(totals.sessions()).isEqualTo(8);
    assertThat(totals.sessions(ContainmentType.SELF_SERVICE)).isEqualTo(5);
    assertThat(totals.sessions(ContainmentType.AGENT)).isEqualTo(2);
    assertThat(totals.sessions(ContainmentType.DROP_OFF)).isEqualTo(1);
    assertThat(totals.sessions(SessionType.INTERACTIVE)).isEqualTo(7);
    assertThat(totals.sessions(SessionType.NON_INTERACTIVE)).isEqualTo(1);
    assertThat(totals.rate(ContainmentType.SELF_SERVICE)).contains(new BigDecimal("0.6250"));
    assertThat(result.sessionsPerDay()).isEqualTo(new BigDecimal("2.6667"));
    assertThat(result.series())
        .extracting(bin -> bin.figures().sessions())
        .containsExactly(7L, 0L, 1L);
    assertThat(result.asOf()).isEqualTo(NOW.minusSeconds(20));
  }

  @Test
  void sessionsOutsideTheWindowDoNotCount() {
    MetricsAggregator aggregator = new MetricsAggregator(query(days(3, 5)));
    aggregator.add(
        BOT, new CountedSessions(at("2026-03-02T23:59:59.999Z"), times(5, SELF_SERVICE)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-06T00:00:00Z"), times(5, SELF_SERVICE)));

    assertThat(result(aggregator).totals()).isEqualTo(SessionFigures.NONE);
  }

  @Test
  void aFilterCountsItsKindsAlone() {
    MetricsQuery agents =
        new MetricsQuery(
            List.of(),
            days(3, 5),
            MetricsInterval.TOTAL,
            utc(),
            Optional.of(ContainmentType.AGENT),
            Optional.empty(),
            Set.of(MetricsDimension.CONTAINMENT_TYPE),
            false,
            true,
            false);
    MetricsAggregator aggregator = new MetricsAggregator(agents);
    aggregator.add(
        BOT,
        new CountedSessions(
            at("2026-03-03T07:00:00Z"), times(5, SELF_SERVICE).plus(times(2, AGENT))));

    MetricsResult result = result(aggregator);

    assertThat(result.totals().sessions()).isEqualTo(2);
    assertThat(result.totals().rate(ContainmentType.AGENT)).contains(new BigDecimal("1.0000"));
    assertThat(result.series())
        .singleElement()
        .satisfies(bin -> assertThat(bin.figures()).isEqualTo(result.totals()));
    assertThat(result.activeHours()).hasSize(24);
    assertThat(result.activeHours().get(7).sessions()).isEqualTo(2);
    assertThat(result.groups())
        .extracting(MetricsResult.Group::key)
        .containsExactly(
            new GroupKey(Optional.empty(), Optional.of(ContainmentType.AGENT), Optional.empty()));
  }

  @Test
  void theLargestGroupComesFirstAndEqualOnesInTheOrderOfTheirNames() {
    MetricsAggregator aggregator =
        new MetricsAggregator(
            groupedBy(Set.of(MetricsDimension.BOT_ID, MetricsDimension.SESSION_TYPE)));
    aggregator.add(OTHER, new CountedSessions(at("2026-03-03T07:00:00Z"), times(2, SELF_SERVICE)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-03T07:00:00Z"), times(2, AGENT)));
    aggregator.add(OTHER, new CountedSessions(at("2026-03-04T07:00:00Z"), times(4, SILENT)));
    aggregator.add(OTHER, new CountedSessions(at("2026-03-04T08:00:00Z"), times(1, SILENT)));

    assertThat(result(aggregator).groups())
        .extracting(
            group -> group.key().bot().orElseThrow().value(),
            group -> group.key().type().orElseThrow(),
            group -> group.figures().sessions())
        .containsExactly(
            tuple("st-2", SessionType.NON_INTERACTIVE, 5L),
            tuple("st-1", SessionType.INTERACTIVE, 2L),
            tuple("st-2", SessionType.INTERACTIVE, 2L));
  }

  @Test
  void theWindowBeforeHasTheSameLengthAndEndsWhereTheWindowBegins() {
    MetricsAggregator aggregator = new MetricsAggregator(compared(days(7, 8)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-04T23:59:59.999Z"), times(100, AGENT)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-05T00:00:00Z"), times(3, AGENT)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-06T23:59:59.999Z"), times(1, SILENT)));
    aggregator.add(BOT, new CountedSessions(at("2026-03-07T00:00:00Z"), times(2, AGENT)));

    MetricsResult.Previous previous = result(aggregator).previous().orElseThrow();

    assertThat(previous.window()).isEqualTo(days(5, 6));
    assertThat(previous.totals().sessions()).isEqualTo(4);
    assertThat(previous.isComparable()).isTrue();
    assertThat(result(aggregator).totals().sessions()).isEqualTo(2);
  }

  @Nested
  @DisplayName("a window that begins before the retention")
  class Retained {
    @Test
    void beginsAtTheRetentionsEdge() {
      MetricsAggregator aggregator =
          new MetricsAggregator(query(new TimeWindow(at("2026-02-20T00:00:00Z"), NOW)));
      aggregator.add(BOT, new CountedSessions(at("2026-03-05T07:00:00Z"), times(2, AGENT)));

      MetricsResult result = result(aggregator);

      assertThat(result.window()).isEqualTo(new TimeWindow(EDGE, NOW));
      assertThat(result.series()).hasSize(11);
      assertThat(result.series().getFirst().bin().start()).isEqualTo(at("2026-03-01T00:00:00Z"));
      assertThat(result.series().get(4).figures().sessions()).isEqualTo(2);
    }

    @Test
    void beginsWithTheHourOfTheFirstSessionThatIsStillKept() {
      MetricsAggregator aggregator =
          new MetricsAggregator(query(new TimeWindow(at("2026-02-20T00:00:00Z"), NOW)));
      aggregator.add(BOT, new CountedSessions(at("2026-02-27T07:13:00Z"), times(2, AGENT)));
      aggregator.add(BOT, new CountedSessions(at("2026-03-05T07:00:00Z"), times(2, AGENT)));

      MetricsResult result = result(aggregator);

      assertThat(result.window().from()).isEqualTo(at("2026-02-27T07:00:00Z"));
      assertThat(result.totals().sessions()).isEqualTo(4);
      assertThat(result.series().stream().mapToLong(bin -> bin.figures().sessions()).sum())
          .isEqualTo(4);
    }

    @Test
    void keepsItsBeginIfItsFirstHourHasASession() {
      Instant from = at("2026-02-20T07:10:00Z");
      MetricsAggregator aggregator = new MetricsAggregator(query(new TimeWindow(from, NOW)));
      aggregator.add(BOT, new CountedSessions(at("2026-02-20T07:13:00Z"), times(2, AGENT)));

      assertThat(result(aggregator).window().from()).isEqualTo(from);
    }

    @Test
    void isItsLastInstantIfNoPartOfItIsKept() {
      TimeWindow gone = new TimeWindow(at("2026-02-20T00:00:00Z"), at("2026-02-21T23:59:59.999Z"));

      MetricsResult result = result(new MetricsAggregator(query(gone)));

      assertThat(result.window()).isEqualTo(new TimeWindow(gone.to(), gone.to()));
      assertThat(result.series()).hasSize(1);
    }

    @Test
    void isNotComparableIfItIsTheWindowBefore() {
      MetricsAggregator aggregator =
          new MetricsAggregator(compared(new TimeWindow(at("2026-03-04T00:00:00Z"), NOW)));
      aggregator.add(BOT, new CountedSessions(at("2026-03-02T07:13:00Z"), times(2, AGENT)));

      MetricsResult.Previous previous = result(aggregator).previous().orElseThrow();

      assertThat(previous.window().from()).isEqualTo(EDGE);
      assertThat(previous.totals().sessions()).isEqualTo(2);
      assertThat(previous.isComparable()).isFalse();
    }

    @Test
    void isNotComparableEvenIfASessionOfItsFirstHourIsStillKept() {
      MetricsQuery query = compared(new TimeWindow(at("2026-03-05T00:00:00Z"), NOW));
      TimeWindow before = query.previous().orElseThrow();
      MetricsAggregator aggregator = new MetricsAggregator(query);
      aggregator.add(BOT, new CountedSessions(before.from(), times(1, AGENT)));

      MetricsResult.Previous previous = result(aggregator).previous().orElseThrow();

      assertThat(before.from()).isBefore(EDGE);
      assertThat(previous.window()).isEqualTo(before);
      assertThat(previous.isComparable()).isFalse();
    }

    @Test
    void isComparableIfItBeginsAtTheRetentionsEdge() {
      TimeWindow window = new TimeWindow(EDGE.plus(DAY), EDGE.plus(DAY).plus(DAY).minusMillis(1));

      MetricsResult.Previous previous =
          result(new MetricsAggregator(compared(window))).previous().orElseThrow();

      assertThat(previous.window().from()).isEqualTo(EDGE);
      assertThat(previous.isComparable()).isTrue();
    }

    @Test
    void doesNotBeginWithASessionThatTheFilterExcludes() {
      TimeWindow window = new TimeWindow(at("2026-02-20T00:00:00Z"), NOW);
      MetricsAggregator aggregator =
          new MetricsAggregator(
              new MetricsQuery(
                  List.of(),
                  window,
                  MetricsInterval.DAY,
                  utc(),
                  Optional.of(ContainmentType.AGENT),
                  Optional.empty(),
                  Set.of(),
                  false,
                  false,
                  false));
      aggregator.add(BOT, new CountedSessions(at("2026-02-25T07:13:00Z"), times(9, SELF_SERVICE)));
      aggregator.add(BOT, new CountedSessions(at("2026-02-27T07:13:00Z"), times(2, AGENT)));

      assertThat(result(aggregator).window().from()).isEqualTo(at("2026-02-27T07:00:00Z"));
    }

    @Test
    void isWholeIfSessionsAreKeptForEver() {
      TimeWindow old = new TimeWindow(at("1999-02-20T00:00:00Z"), NOW);

      MetricsResult result =
          new MetricsAggregator(query(old)).result(NOW, Duration.ZERO, Duration.ZERO);

      assertThat(result.window()).isEqualTo(old);
    }
  }

  @Nested
  @DisplayName("contract, section 17.3: measures")
  class Measures {
    private static final SessionMeasures THREE = new SessionMeasures(3, 10, 7_000, 4, 2, 1, 0);
    private static final SessionMeasures ONE = new SessionMeasures(1, 5, 1_000, 0, 0, 0, 1);
    private static final Instant MORNING = Instant.parse("2026-03-03T07:00:00Z");

    @Test
    void aQueryWithoutMeasuresHasNone() {
      MetricsAggregator aggregator = new MetricsAggregator(query(days(3, 3)));
      CountedSessions some = new CountedSessions(MORNING, times(3, AGENT));
      aggregator.add(BOT, some);
      aggregator.measure(BOT, List.of(some), Optional.of(Map.of(AGENT, THREE)));
      aggregator.addUsers(BOT, LocalDate.parse("2026-03-03"), Optional.of(new EndUsers(1, 1)));

      SessionFigures totals = result(aggregator).totals();

      assertThat(totals.sessions()).isEqualTo(3);
      assertThat(totals.measures()).isEmpty();
      assertThat(totals.users()).isEmpty();
    }

    @Test
    void measuresAddUpInTotalsBinsHoursAndGroups() {
      MetricsAggregator aggregator =
          new MetricsAggregator(
              measured(days(3, 4), "UTC", Set.of(MetricsDimension.CONTAINMENT_TYPE)));
      measure(aggregator, MORNING, Map.of(AGENT, THREE, SILENT, ONE));
      measure(aggregator, MORNING.plus(Duration.ofDays(1)), Map.of(AGENT, ONE));

      MetricsResult result = result(aggregator);

      SessionMeasures agents = THREE.plus(ONE);
      assertThat(result.totals().measures()).contains(agents.plus(ONE));
      assertThat(result.totals().messagesPerSession()).contains(new BigDecimal("4.0000"));
      assertThat(result.totals().averageDurationSeconds()).contains(new BigDecimal("1.8000"));
      assertThat(result.series())
          .extracting(bin -> bin.figures().measures())
          .containsExactly(Optional.of(THREE.plus(ONE)), Optional.of(ONE));
      assertThat(result.activeHours().get(7).measures()).isEqualTo(result.totals().measures());
      assertThat(result.activeHours().get(8).measures()).contains(SessionMeasures.NONE);
      assertThat(result.groups())
          .extracting(group -> group.figures().measures())
          .containsExactly(Optional.of(agents), Optional.of(ONE));
    }

    @Test
    void aFigureIsUnknownIfThoseOfAPartOfItsSessionsAre() {
      MetricsAggregator aggregator =
          new MetricsAggregator(
              measured(days(3, 4), "UTC", Set.of(MetricsDimension.CONTAINMENT_TYPE)));
      measure(aggregator, MORNING, Map.of(AGENT, THREE));
      Instant next = MORNING.plus(Duration.ofDays(1));
      CountedSessions unknown = new CountedSessions(next, times(1, SILENT));
      aggregator.add(BOT, unknown);
      aggregator.measure(BOT, List.of(unknown), Optional.empty());

      MetricsResult result = result(aggregator);

      assertThat(result.totals().sessions()).isEqualTo(4);
      assertThat(result.totals().measures()).isEmpty();
      assertThat(result.totals().messagesPerSession()).isEmpty();
      assertThat(result.series())
          .extracting(bin -> bin.figures().measures())
          .containsExactly(Optional.of(THREE), Optional.empty());
      assertThat(result.groups())
          .extracting(group -> group.figures().measures())
          .containsExactly(Optional.of(THREE), Optional.empty());
    }

    @Test
    void anHourThatABinCutsIsKnownInTheTotalsAndInABinThatHasAllOfItsSessions() {
      TimeWindow inKolkata =
          new TimeWindow(at("2026-03-02T18:30:00Z"), at("2026-03-04T18:29:59.999Z"));
      MetricsAggregator aggregator =
          new MetricsAggregator(measured(inKolkata, "Asia/Kolkata", Set.of()));
      List<CountedSessions> parts =
          List.of(
              new CountedSessions(at("2026-03-03T18:00:00Z"), times(2, AGENT)),
              new CountedSessions(
                  at("2026-03-03T18:30:00Z"), times(1, AGENT).plus(times(1, SILENT))));
      parts.forEach(part -> aggregator.add(BOT, part));
      aggregator.measure(BOT, parts, Optional.of(Map.of(AGENT, THREE, SILENT, ONE)));

      MetricsResult divided = result(aggregator);

      assertThat(divided.totals().measures()).contains(THREE.plus(ONE));
      assertThat(divided.series())
          .extracting(bin -> bin.figures().measures())
          .containsExactly(Optional.empty(), Optional.empty());

      MetricsAggregator undivided =
          new MetricsAggregator(measured(inKolkata, "Asia/Kolkata", Set.of()));
      undivided.add(BOT, parts.getFirst());
      undivided.measure(
          BOT,
          List.of(parts.getFirst(), new CountedSessions(parts.getLast().start(), KindCounts.NONE)),
          Optional.of(Map.of(AGENT, THREE)));
      assertThat(result(undivided).series())
          .extracting(bin -> bin.figures().measures())
          .containsExactly(Optional.of(THREE), Optional.of(SessionMeasures.NONE));
    }

    @Test
    void endUsersAreThoseOfOneUtcDay() {
      MetricsQuery oneDay = measured(days(3, 3), "UTC", Set.of(MetricsDimension.BOT_ID));
      MetricsAggregator aggregator = new MetricsAggregator(oneDay);
      aggregator.add(BOT, new CountedSessions(MORNING, times(6, AGENT)));
      aggregator.add(OTHER, new CountedSessions(MORNING, times(3, AGENT)));
      addUsers(aggregator);

      MetricsResult result = result(aggregator);

      assertThat(result.totals().users()).contains(new EndUsers(6, 3));
      assertThat(result.totals().sessionsPerUser()).contains(new BigDecimal("1.5000"));
      assertThat(result.series())
          .singleElement()
          .satisfies(bin -> assertThat(bin.figures().users()).contains(new EndUsers(6, 3)));
      assertThat(result.groups())
          .extracting(group -> group.figures().users())
          .containsExactly(Optional.of(new EndUsers(4, 2)), Optional.of(new EndUsers(2, 1)));
      assertThat(result.activeHours()).allMatch(hour -> hour.users().isEmpty());
    }

    @Test
    void severalDaysHaveNoEndUsersAndEachOfThemHasItsOwn() {
      MetricsAggregator aggregator =
          new MetricsAggregator(measured(days(3, 4), "UTC", Set.of(MetricsDimension.BOT_ID)));
      aggregator.add(BOT, new CountedSessions(MORNING, times(6, AGENT)));
      addUsers(aggregator);

      MetricsResult result = result(aggregator);

      assertThat(result.totals().users()).isEmpty();
      assertThat(result.groups()).allMatch(group -> group.figures().users().isEmpty());
      assertThat(result.series())
          .extracting(bin -> bin.figures().users())
          .containsExactly(Optional.of(new EndUsers(6, 3)), Optional.of(EndUsers.NONE));
    }

    @Test
    void endUsersAreUnknownForAPartOfADayAndInAnotherZoneAndOfAKindAndIfAShardDoesNotKnowThem() {
      TimeWindow cut = new TimeWindow(days(3, 3).from().plusMillis(1), days(3, 3).to());
      MetricsQuery agents =
          new MetricsQuery(
              List.of(),
              days(3, 3),
              MetricsInterval.DAY,
              utc(),
              Optional.of(ContainmentType.AGENT),
              Optional.empty(),
              Set.of(),
              false,
              false,
              true);
      for (MetricsQuery query :
          List.of(
              measured(cut, "UTC", Set.of()),
              measured(days(3, 4), "Europe/Berlin", Set.of()),
              agents)) {
        MetricsAggregator aggregator = new MetricsAggregator(query);
        addUsers(aggregator);
        assertThat(result(aggregator).totals().users()).isEmpty();
        assertThat(result(aggregator).series()).allMatch(bin -> bin.figures().users().isEmpty());
      }
      MetricsAggregator unknown = new MetricsAggregator(measured(days(3, 3), "UTC", Set.of()));
      addUsers(unknown);
      unknown.addUsers(BOT, LocalDate.parse("2026-03-03"), Optional.empty());
      assertThat(result(unknown).totals().users()).isEmpty();
    }

    private static void addUsers(MetricsAggregator aggregator) {
      LocalDate day = LocalDate.parse("2026-03-03");
      aggregator.addUsers(BOT, day, Optional.of(new EndUsers(3, 1)));
      aggregator.addUsers(BOT, day, Optional.of(new EndUsers(1, 1)));
      aggregator.addUsers(OTHER, day, Optional.of(new EndUsers(2, 1)));
    }

    private static void measure(
        MetricsAggregator aggregator, Instant start, Map<SessionKind, SessionMeasures> measures) {
      KindCounts counts = KindCounts.NONE;
      for (Map.Entry<SessionKind, SessionMeasures> one : measures.entrySet()) {
        counts = counts.plus(times((int) one.getValue().closedSessions(), one.getKey()));
      }
      CountedSessions counted = new CountedSessions(start, counts);
      aggregator.add(BOT, counted);
      aggregator.measure(BOT, List.of(counted), Optional.of(measures));
    }

    private static MetricsQuery measured(
        TimeWindow window, String zone, Set<MetricsDimension> dimensions) {
      return new MetricsQuery(
          List.of(),
          window,
          MetricsInterval.DAY,
          new ZonedBins(ZoneId.of(zone)),
          Optional.empty(),
          Optional.empty(),
          dimensions,
          false,
          !dimensions.isEmpty(),
          true);
    }
  }

  private static MetricsResult result(MetricsAggregator aggregator) {
    return aggregator.result(NOW, RETENTION, Duration.ofSeconds(20));
  }

  private static MetricsQuery query(TimeWindow window) {
    return query(window, false);
  }

  private static MetricsQuery compared(TimeWindow window) {
    return query(window, true);
  }

  private static MetricsQuery query(TimeWindow window, boolean compare) {
    return new MetricsQuery(
        List.of(),
        window,
        MetricsInterval.DAY,
        utc(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        compare,
        false,
        false);
  }

  private static MetricsQuery groupedBy(Set<MetricsDimension> dimensions) {
    return new MetricsQuery(
        List.of(),
        days(3, 5),
        MetricsInterval.DAY,
        utc(),
        Optional.empty(),
        Optional.empty(),
        dimensions,
        false,
        false,
        false);
  }

  private static ZonedBins utc() {
    return new ZonedBins(ZoneId.of("UTC"));
  }

  /** Returns the days of March 2026 from one to another. */
  private static TimeWindow days(int first, int last) {
    return new TimeWindow(
        at("2026-03-%02dT00:00:00Z".formatted(first)),
        at("2026-03-%02dT23:59:59.999Z".formatted(last)));
  }

  private static KindCounts times(int sessions, SessionKind kind) {
    KindCounts counts = KindCounts.NONE;
    for (int i = 0; i < sessions; i++) {
      counts = counts.plus(KindCounts.one(kind));
    }
    return counts;
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
