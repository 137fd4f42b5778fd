package org.conversationsessions.store.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.ZonedBins;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.MeasuresItem;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The cost of metrics in DynamoDB read units (contract, section 17). The cost depends only on the
 * counters. They are written directly, with the counts of a bot's sessions of 100 days.
 */
class MetricsBudgetIT {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  private static final int DAYS = 100;
  private static final int RUNS = 4;

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(MetricsBudgetIT.class);
  private final CapacityMeter meter = new CapacityMeter(Duration.ofMillis(20));
  private final DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
  private final DynamoSessionMetrics metrics =
      new DynamoSessionMetrics(dynamo, database.tables(), new Expiry(Duration.ofDays(180), CLOCK));
  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final Random random;

  MetricsBudgetIT(@Seeded Random random) {
    this.random = random;
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 1_000_000})
  void countsCostTheSameForAnyNumberOfSessions(int sessions) {
    write(sessions);

    CapacityMeter.Reading week = read("7 days", query(days(7), MetricsInterval.DAY, "UTC"));
    CapacityMeter.Reading quarter = read("92 days", query(days(92), MetricsInterval.DAY, "UTC"));
    CapacityMeter.Reading hours =
        read("31 days by hour", query(days(31), MetricsInterval.HOUR, "UTC"));
    CapacityMeter.Reading berlin =
        read(
            "7 days in Berlin",
            query(
                new TimeWindow(
                    days(7).from().minus(Duration.ofHours(1)),
                    days(7).to().minus(Duration.ofHours(1))),
                MetricsInterval.DAY,
                "Europe/Berlin"));

    assertThat(week.reads()).isLessThanOrEqualTo(1);
    assertThat(quarter.reads()).isLessThanOrEqualTo(6);
    assertThat(hours.reads()).isLessThanOrEqualTo(2.5);
    assertThat(berlin.reads()).isLessThanOrEqualTo(1);
    assertThat(List.of(week, quarter, hours, berlin))
        .allSatisfy(
            reading -> {
              assertThat(reading.trips()).isEqualTo(1);
              assertThat(reading.calls()).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 1_000_000})
  void endsThatCutAnHourAndZonesOffByHalfAnHourCostHalfAUnitEach(int sessions) {
    write(sessions);
    TimeWindow cut =
        new TimeWindow(
            days(7).from().plus(Duration.ofMinutes(10)),
            days(7).to().minus(Duration.ofMinutes(10)));
    TimeWindow inKolkata =
        new TimeWindow(
            days(7).from().minus(Duration.ofMinutes(330)),
            days(7).to().minus(Duration.ofMinutes(330)));

    TimeWindow dayInKolkata =
        new TimeWindow(
            days(1).from().minus(Duration.ofMinutes(330)),
            days(1).to().minus(Duration.ofMinutes(330)));
    TimeWindow untilNow = new TimeWindow(cut.from().plusMillis(4321), cut.to().minusMillis(4321));

    CapacityMeter.Reading ends = read("7 days, ends cut", query(cut, MetricsInterval.DAY, "UTC"));
    CapacityMeter.Reading byDefault =
        read("7 days up to now", query(untilNow, MetricsInterval.DAY, "UTC"));
    CapacityMeter.Reading kolkata =
        read("7 days in Kolkata", query(inKolkata, MetricsInterval.DAY, "Asia/Kolkata"));
    CapacityMeter.Reading kolkataDay =
        read("a day in Kolkata", query(dayInKolkata, MetricsInterval.DAY, "Asia/Kolkata"));

    // Seven days, and two hours.
    assertThat(ends.reads()).isLessThanOrEqualTo(2);
    assertThat(ends.trips()).isEqualTo(1);
    // And the rows of less than ten seconds at either end.
    assertThat(byDefault.reads()).isLessThanOrEqualTo(3);
    assertThat(byDefault.trips()).isEqualTo(1);
    // The two hours at the ends in the first round, the six at midnights in the second one.
    assertThat(kolkata.reads()).isLessThanOrEqualTo(1 + 8 * 0.5);
    assertThat(kolkata.trips()).isLessThanOrEqualTo(2);
    // The items of two days in UTC, and the two hours at the ends.
    assertThat(kolkataDay.reads()).isLessThanOrEqualTo(0.5 + 2 * 0.5);
    assertThat(kolkataDay.trips()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 1_000_000})
  void measuresAreReadInTheSameRoundTripAndCostTheirItems(int sessions) {
    write(sessions);
    TimeWindow cut =
        new TimeWindow(
            days(7).from().plus(Duration.ofMinutes(10)),
            days(7).to().minus(Duration.ofMinutes(10)));

    CapacityMeter.Reading week =
        read("7 days, measures", measured(query(days(7), MetricsInterval.DAY, "UTC")));
    CapacityMeter.Reading quarter =
        read("92 days, measures", measured(query(days(92), MetricsInterval.DAY, "UTC")));
    CapacityMeter.Reading ends =
        read("7 days cut, measures", measured(query(cut, MetricsInterval.DAY, "UTC")));

    // A day of measures has at most 3 KB.
    assertThat(week.reads()).isLessThanOrEqualTo(1 + 7 * 3 / 8.0 + 0.5);
    assertThat(quarter.reads()).isLessThanOrEqualTo(6 + 92 * 3 / 8.0 + 0.5);
    // And the rows of the hours at both ends; none are stored.
    assertThat(ends.reads()).isLessThanOrEqualTo(week.reads() + 2 * 0.5);
    assertThat(List.of(week, quarter, ends))
        .allSatisfy(reading -> assertThat(reading.trips()).isEqualTo(1));
    assertThat(
            metrics.count(measured(query(days(7), MetricsInterval.DAY, "UTC"))).totals().measures())
        .hasValueSatisfying(known -> assertThat(known.closedSessions()).isPositive());
  }

  @Test
  void anHourInWhichSomethingMayHaveExpiredIsCountedByTheRowsOfOnlyItsOwnBot() {
    BotId other = new BotId("st-" + UUID.randomUUID());
    write(bot, 1_000_000, CLOCK.instant().plus(Duration.ofDays(100)));
    write(other, 1_000_000, CLOCK.instant().minus(Duration.ofDays(1)));
    MetricsQuery day = query(days(1), MetricsInterval.TOTAL, "UTC");

    long known = metrics.count(of(List.of(bot), day)).totals().sessions();
    CapacityMeter.Reading both = read("a day, two bots", of(List.of(bot, other), day));

    // A query for the day of either bot, and one for each of 24 hours of the other bot's rows.
    assertThat(both.calls()).isEqualTo(2 + 24);
    assertThat(known).isPositive();
    // No rows are stored.
    assertThat(metrics.count(of(List.of(bot, other), day)).totals().sessions()).isEqualTo(known);
    assertThat(metrics.count(of(List.of(other), day)).totals().sessions()).isZero();
  }

  private static MetricsQuery of(List<BotId> bots, MetricsQuery query) {
    return new MetricsQuery(
        TestBots.of(bots),
        query.window(),
        query.interval(),
        query.bins(),
        query.containment(),
        query.type(),
        query.groupBy(),
        query.comparePrevious(),
        query.activeHours(),
        query.measures());
  }

  private static MetricsQuery measured(MetricsQuery query) {
    return new MetricsQuery(
        query.bots(),
        query.window(),
        query.interval(),
        query.bins(),
        query.containment(),
        query.type(),
        query.groupBy(),
        query.comparePrevious(),
        query.activeHours(),
        true);
  }

  /** Parallel calls may seem sequential on a busy machine, but not the other way round. */
  private CapacityMeter.Reading read(String what, MetricsQuery query) {
    CapacityMeter.Reading reading =
        IntStream.range(0, RUNS)
            .mapToObj(run -> meter.of(() -> metrics.count(query)))
            .min(Comparator.comparingInt(CapacityMeter.Reading::trips))
            .orElseThrow();
    System.out.printf(
        "budget: metrics, %-20s %s, %d round trips%n", what, reading, reading.trips());
    return reading;
  }

  private MetricsQuery query(TimeWindow window, MetricsInterval interval, String zone) {
    return new MetricsQuery(
        TestBots.of(List.of(bot)),
        window,
        interval,
        new ZonedBins(ZoneId.of(zone)),
        Optional.empty(),
        Optional.empty(),
        Set.of(MetricsDimension.CONTAINMENT_TYPE, MetricsDimension.SESSION_TYPE),
        false,
        false,
        false);
  }

  /** Returns whole days in UTC, of which yesterday is the last. */
  private static TimeWindow days(int number) {
    Instant end = TODAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    return new TimeWindow(end.minus(Duration.ofDays(number)), end.minusMillis(1));
  }

  private void write(int sessions) {
    write(bot, sessions, CLOCK.instant().plus(Duration.ofDays(100)));
  }

  /**
   * Writes the counters of a bot's days with this number of sessions, and of the hours of the last
   * eight days. Each day is busy from 7 to 19 o'clock and quiet at night; half of the kinds are
   * rare.
   */
  private void write(BotId bot, int sessions, Instant noExpiryBefore) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int before = 1; before <= DAYS; before++) {
      LocalDate day = TODAY.minusDays(before);
      BucketCounts hours = hours(sessions / DAYS);
      Map<Integer, Instant> expiries = new TreeMap<>();
      for (int hour : hours.bucketNumbers()) {
        expiries.put(hour, noExpiryBefore);
        if (before <= 8) {
          items.add(hourItem(bot, day, hour, hours.between(hour, hour)));
        }
      }
      DayCounts counts = new DayCounts(hours, Optional.empty(), expiries);
      items.add(
          CounterItem.of(
              CounterItem.counterKey(bot, 0),
              day,
              new CounterItem.Day(
                  counts,
                  Optional.of(
                      new DayMeasures(
                          sessions / DAYS / 2, sessions / DAYS / 8, HourlyMeasures.EMPTY)),
                  SequenceNumber.NONE,
                  "",
                  true,
                  sessions / DAYS),
              CLOCK.instant()));
      items.add(
          MeasuresItem.of(
              CounterItem.counterKey(bot, 0),
              day,
              new MeasuresItem(measures(hours), sessions / DAYS),
              CLOCK.instant()));
    }
    Batches.putAll(database.dynamo(), database.tables().counters(), items);
  }

  /** Every session has ten messages, takes five minutes, and some have tasks. */
  private static HourlyMeasures measures(BucketCounts hours) {
    SortedMap<HourlyMeasures.Key, SessionMeasures> measures = new TreeMap<>();
    for (int hour : hours.bucketNumbers()) {
      KindCounts counts = hours.sum(hour, hour);
      for (SessionKind kind : SessionKind.ALL) {
        long closed = counts.count(List.of(kind));
        measures.put(
            new HourlyMeasures.Key(hour, kind),
            new SessionMeasures(
                closed,
                closed * 10,
                closed * 300_000,
                closed / 2,
                closed,
                closed / 9,
                closed / 99));
      }
    }
    return new HourlyMeasures(measures);
  }

  private static BucketCounts hours(int sessionsOfADay) {
    BucketCounts hours = BucketCounts.EMPTY;
    for (int hour = 0; hour < TimeBucket.HOURS_PER_DAY; hour++) {
      double ofTheHour = sessionsOfADay * (hour >= 7 && hour < 19 ? 0.07 : 0.013);
      for (SessionKind kind : SessionKind.ALL) {
        double share = kind.type() == SessionType.INTERACTIVE ? 0.3 : 0.033;
        hours = hours.plus(hour, kind, (int) Math.round(ofTheHour * share));
      }
    }
    return hours;
  }

  private Map<String, AttributeValue> hourItem(
      BotId bot, LocalDate day, int hour, BucketCounts counts) {
    BucketCounts buckets = BucketCounts.EMPTY;
    for (int kind = 0; kind < SessionKind.ALL.size(); kind++) {
      for (int i = 0; i < counts.countsAt(0)[kind]; i++) {
        buckets = buckets.plus(random.nextInt(TimeBucket.PER_HOUR), SessionKind.ALL.get(kind), 1);
      }
    }
    long hourSinceEpoch = day.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour;
    return CounterItem.of(
        CounterItem.counterKey(bot, 0),
        hourSinceEpoch,
        new CounterItem.Hour(buckets, 1),
        CLOCK.instant());
  }
}
