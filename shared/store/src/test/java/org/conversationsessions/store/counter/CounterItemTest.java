package org.conversationsessions.store.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.ItemSize;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored form of counts and measures, also that of earlier versions. */
class CounterItemTest {
  private static final LocalDate DATE = LocalDate.parse("2026-11-20");
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String USER = "u#st-1#ada@example.com";
  private static final String BOT = "b#st-12345678-1234-1234-1234-123456789012#0";

  @Test
  void measuresAreReadAsWritten(@Seeded Random random) {
    for (int run = 0; run < 200; run++) {
      HourlyMeasures measures = random(random, random.nextInt(24 * 6), true);
      MeasuresItem item = new MeasuresItem(measures, 1 + random.nextInt(1000));
      assertThat(MeasuresItem.read(MeasuresItem.of(BOT, DATE, item, TEN))).isEqualTo(item);

      Day day =
          new Day(
              counts(),
              Optional.of(new DayMeasures(random.nextInt(3), random.nextInt(3), measures)),
              new SequenceNumber("77"),
              "",
              random.nextBoolean(),
              3);
      assertThat(CounterItem.readDay(CounterItem.of(USER, DATE, day, TEN))).isEqualTo(day);
    }
  }

  @Test
  void aDayWithoutSessionsThatAreClosedHasMeasuresToo() {
    Day measured = day(Optional.of(DayMeasures.NONE));

    assertThat(CounterItem.readDay(CounterItem.of(BOT, DATE, measured, TEN)).measures())
        .contains(DayMeasures.NONE);
  }

  @Test
  void aDayOfAnEarlierVersionHasIncompleteMeasuresUnlessItCountsNothing() {
    Map<String, AttributeValue> stored =
        new HashMap<>(CounterItem.of(BOT, DATE, day(Optional.of(DayMeasures.NONE)), TEN));
    stored.remove("m");
    Day earlier = CounterItem.readDay(stored);

    assertThat(earlier.measures()).isEmpty();
    assertThat(earlier.completeMeasures()).isEmpty();
    assertThat(earlier.counts()).isEqualTo(counts());
    assertThat(Day.NONE.completeMeasures()).contains(DayMeasures.NONE);
    assertThat(day(Optional.empty())).isEqualTo(earlier);
  }

  @Test
  void itemsOfMeasuresSortAfterDaysAndHours() {
    assertThat(MeasuresItem.span(DATE))
        .isEqualTo("m#2026-11-20")
        .isGreaterThan(CounterItem.hourSpan(CounterUpdate.hourSinceEpoch(DATE.plusYears(9), 23)))
        .isGreaterThan(CounterItem.daySpan(DATE.plusYears(9)));
  }

  @Test
  void anItemThatMeasuresNothingExpires() {
    assertThat(MeasuresItem.of(BOT, DATE, new MeasuresItem(HourlyMeasures.EMPTY, 2), TEN))
        .containsEntry(
            "expiresAt", AttributeValue.fromN(Long.toString(TEN.getEpochSecond() + 3 * 86_400)));
    assertThat(
            MeasuresItem.of(
                BOT, DATE, new MeasuresItem(HourlyMeasures.EMPTY.plus(deltas()), 2), TEN))
        .doesNotContainKey("expiresAt");
  }

  @Test
  void theMeasuresOfABusyBotsDayAreThreeKilobytesAtMost(@Seeded Random random) {
    HourlyMeasures all = random(random, 24 * 6, false);

    int bytes = ItemSize.bytes(MeasuresItem.of(BOT, DATE, new MeasuresItem(all, 100_000), TEN));

    System.out.printf("measures of 24 hours and six kinds: %d bytes%n", bytes);
    assertThat(bytes).isBetween(1_000, 3 * 1024);
  }

  @Test
  void theMeasuresOfAnOrdinaryUsersDayTakeTwentyBytes() {
    Day without = day(Optional.empty());
    Day with = day(Optional.of(new DayMeasures(1, 1, HourlyMeasures.EMPTY.plus(deltas()))));

    int bytes =
        ItemSize.bytes(CounterItem.of(USER, DATE, with, TEN))
            - ItemSize.bytes(CounterItem.of(USER, DATE, without, TEN));

    assertThat(bytes).isLessThanOrEqualTo(20);
  }

  @Test
  void aBusyUsersDayIsNoLargerWithMeasures(@Seeded Random random) {
    Day busy =
        new Day(
            counts().withoutBuckets(), Optional.empty(), new SequenceNumber("77"), "", false, 3);
    DayMeasures measures = new DayMeasures(1, 1, random(random, 24 * 6, false));

    int bytes =
        ItemSize.bytes(CounterItem.of(USER, DATE, busy.with(Optional.of(measures)), TEN))
            - ItemSize.bytes(CounterItem.of(USER, DATE, busy, TEN));

    assertThat(bytes).isLessThanOrEqualTo(4);
  }

  private static Day day(Optional<DayMeasures> measures) {
    return new Day(counts(), measures, new SequenceNumber("77"), "", false, 3);
  }

  private static DayCounts counts() {
    return DayCounts.EMPTY.plus(deltas());
  }

  private static List<Delta> deltas() {
    return List.of(
        new Delta(
            TimeBucket.of(TEN),
            SessionKind.ALL.get(2),
            1,
            new SessionMeasures(1, 20, 600_000, 1, 1, 0, 0),
            null));
  }

  /** Returns measures of some hours and kinds, as those of thousands of sessions an hour. */
  private static HourlyMeasures random(Random random, int many, boolean sparse) {
    TreeMap<HourlyMeasures.Key, SessionMeasures> values = new TreeMap<>();
    for (int number = 0; number < many; number++) {
      long sessions = 1 + random.nextInt(5_000);
      values.put(
          new HourlyMeasures.Key(number / 6, SessionKind.ALL.get(number % 6)),
          new SessionMeasures(
              sessions,
              sparse && random.nextBoolean() ? 0 : 20 * sessions,
              sparse && random.nextBoolean() ? -5 : 600_000 * sessions,
              sparse && random.nextBoolean() ? 0 : sessions,
              sparse && random.nextBoolean() ? 0 : sessions,
              sparse && random.nextBoolean() ? 0 : sessions / 9,
              sparse && random.nextBoolean() ? 0 : sessions / 99));
    }
    return new HourlyMeasures(values);
  }
}
