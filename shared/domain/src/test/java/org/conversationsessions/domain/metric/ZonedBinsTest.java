package org.conversationsessions.domain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 17: bins in a time zone")
class ZonedBinsTest {
  @ParameterizedTest
  @CsvSource({
    "UTC,              2026-03-29, 24",
    "Asia/Kolkata,     2026-03-29, 24",
    "Europe/Berlin,    2026-03-28, 24",
    "Europe/Berlin,    2026-03-29, 23",
    "Europe/Berlin,    2026-10-25, 25",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25",
    "America/St_Johns, 2026-11-01, 25",
  })
  void aDayAtAChangeOfClocksHasOneHourLessOrMore(String zone, LocalDate day, int hours) {
    ZonedBins bins = new ZonedBins(ZoneId.of(zone));
    Instant start = day.atStartOfDay(bins.zone()).toInstant();
    TimeWindow window = new TimeWindow(start, start.plusSeconds(1));

    assertThat(bins.of(window, MetricsInterval.DAY))
        .containsExactly(new MetricsBin(start, start.plus(Duration.ofHours(hours))));
    TimeWindow wholeDay = new TimeWindow(start, start.plus(Duration.ofHours(hours)).minusMillis(1));
    assertThat(bins.of(wholeDay, MetricsInterval.HOUR))
        .hasSize(hours)
        .allMatch(hour -> Duration.between(hour.start(), hour.end()).equals(Duration.ofHours(1)));
  }

  @Test
  void binsReachOverTheEndsOfTheWindow() {
    ZonedBins kolkata = new ZonedBins(ZoneId.of("Asia/Kolkata"));
    TimeWindow window =
        new TimeWindow(
            Instant.parse("2026-03-01T18:00:00.001Z"), Instant.parse("2026-03-01T19:45:00Z"));

    assertThat(kolkata.of(window, MetricsInterval.DAY))
        .containsExactly(
            bin("2026-02-28T18:30:00Z", "2026-03-01T18:30:00Z"),
            bin("2026-03-01T18:30:00Z", "2026-03-02T18:30:00Z"));
    assertThat(kolkata.of(window, MetricsInterval.HOUR))
        .containsExactly(
            bin("2026-03-01T17:30:00Z", "2026-03-01T18:30:00Z"),
            bin("2026-03-01T18:30:00Z", "2026-03-01T19:30:00Z"),
            bin("2026-03-01T19:30:00Z", "2026-03-01T20:30:00Z"));
    assertThat(kolkata.of(window, MetricsInterval.TOTAL))
        .containsExactly(bin("2026-03-01T18:00:00.001Z", "2026-03-01T19:45:00.001Z"));
  }

  @Test
  void aWindowThatEndsWithABinHasNoFurtherBin() {
    ZonedBins utc = new ZonedBins(ZoneId.of("UTC"));
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    TimeWindow day = new TimeWindow(midnight.minus(Duration.ofDays(1)), midnight.minusMillis(1));

    assertThat(utc.of(day, MetricsInterval.DAY)).hasSize(1);
    assertThat(utc.of(day, MetricsInterval.HOUR)).hasSize(24);
    assertThat(utc.of(new TimeWindow(day.from(), midnight), MetricsInterval.DAY)).hasSize(2);
  }

  @Test
  void anHourThatOccursTwiceIsTwoBins() {
    ZonedBins berlin = new ZonedBins(ZoneId.of("Europe/Berlin"));
    Instant change = Instant.parse("2026-10-25T01:00:00Z");
    TimeWindow around =
        new TimeWindow(change.minus(Duration.ofMinutes(30)), change.plus(Duration.ofMinutes(30)));

    assertThat(berlin.of(around, MetricsInterval.HOUR))
        .containsExactly(
            bin("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
            bin("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"));
    assertThat(berlin.hourOfDay(change.minusMillis(1))).isEqualTo(2);
    assertThat(berlin.hourOfDay(change)).isEqualTo(2);
  }

  @Test
  void aClockThatChangesByHalfAnHourOrWithinAnHourHasShorterHours() {
    ZonedBins lordHowe = new ZonedBins(ZoneId.of("Australia/Lord_Howe"));
    Instant change = Instant.parse("2026-10-03T15:30:00Z");
    assertThat(lordHowe.of(new TimeWindow(change, change.plusSeconds(3600)), MetricsInterval.HOUR))
        .containsExactly(
            bin("2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z"),
            bin("2026-10-03T16:00:00Z", "2026-10-03T17:00:00Z"));

    ZonedBins stJohns = new ZonedBins(ZoneId.of("America/St_Johns"));
    Instant oneMinutePast = Instant.parse("2010-03-14T03:31:00Z");
    assertThat(
            stJohns.of(
                new TimeWindow(oneMinutePast.minusSeconds(1), oneMinutePast), MetricsInterval.HOUR))
        .containsExactly(
            bin("2010-03-14T03:30:00Z", "2010-03-14T03:31:00Z"),
            bin("2010-03-14T03:31:00Z", "2010-03-14T04:30:00Z"));
  }

  @Test
  void aDayWithoutAMidnightBeginsWithItsFirstInstant() {
    ZonedBins beirut = new ZonedBins(ZoneId.of("Asia/Beirut"));
    Instant change = Instant.parse("2026-03-28T22:00:00Z");

    assertThat(beirut.of(new TimeWindow(change, change), MetricsInterval.DAY))
        .containsExactly(bin("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"));
  }

  /** Only because of that a boundary of a bin never lies within ten seconds that are counted. */
  @Test
  void sinceTheEpochEveryClockChangesAtWholeTenSecondsAndByThem() {
    for (String name : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(name);
      ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.EPOCH);
      for (int i = 0; change != null && i < 200; i++) {
        assertThat(change.getInstant().getEpochSecond() % TimeBucket.SECONDS).as(name).isZero();
        assertThat(change.getOffsetBefore().getTotalSeconds() % TimeBucket.SECONDS)
            .as(name)
            .isZero();
        change = zone.getRules().nextTransition(change.getInstant());
      }
    }
  }

  @Test
  void theBinsOfAnyWindowFollowEachOtherAndCoverIt(@Seeded Random random) {
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < 300; i++) {
      ZonedBins zoned = new ZonedBins(ZoneId.of(zones.get(random.nextInt(zones.size()))));
      Instant from = Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L));
      TimeWindow window =
          new TimeWindow(from, from.plusMillis(random.nextLong(40L * 24 * 3_600_000)));
      for (MetricsInterval interval : MetricsInterval.values()) {
        List<MetricsBin> bins = zoned.of(window, interval);

        assertThat(bins.getFirst().contains(window.from())).as("%s %s", zoned, window).isTrue();
        assertThat(bins.getLast().contains(window.to())).as("%s %s", zoned, window).isTrue();
        for (int bin = 1; bin < bins.size(); bin++) {
          assertThat(bins.get(bin).start()).isEqualTo(bins.get(bin - 1).end());
        }
        if (interval == MetricsInterval.HOUR) {
          assertThat(bins)
              .allSatisfy(
                  bin ->
                      assertThat(zoned.hourOfDay(bin.start()))
                          .isEqualTo(zoned.hourOfDay(bin.end().minusMillis(1))));
        }
      }
    }
  }

  private static MetricsBin bin(String start, String end) {
    return new MetricsBin(Instant.parse(start), Instant.parse(end));
  }
}
