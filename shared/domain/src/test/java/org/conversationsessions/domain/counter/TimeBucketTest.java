package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TimeBucketTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void aBucketHasTenSecondsOfStarts() {
    long bucket = TimeBucket.of(NOON);

    assertThat(TimeBucket.start(bucket)).isEqualTo(NOON);
    assertThat(TimeBucket.end(bucket)).isEqualTo(NOON.plusMillis(9_999));
    assertThat(TimeBucket.of(NOON.plusMillis(9_999))).isEqualTo(bucket);
    assertThat(TimeBucket.of(NOON.plusSeconds(10))).isEqualTo(bucket + 1);
    assertThat(TimeBucket.of(NOON.minusMillis(1))).isEqualTo(bucket - 1);
    assertThat(TimeBucket.ofDay(bucket)).isEqualTo(12 * 360);
  }

  @Test
  void anHourHas360BucketsAndADay24Hours() {
    long hour = TimeBucket.hour(TimeBucket.of(NOON));

    assertThat(TimeBucket.start(TimeBucket.firstOfHour(hour))).isEqualTo(NOON);
    assertThat(TimeBucket.end(TimeBucket.lastOfHour(hour))).isEqualTo(NOON.plusMillis(3_599_999));
    assertThat(TimeBucket.hour(TimeBucket.firstOfHour(hour) - 1)).isEqualTo(hour - 1);
    assertThat(TimeBucket.hour(TimeBucket.lastOfHour(hour) + 1)).isEqualTo(hour + 1);
    assertThat(TimeBucket.day(hour + 11)).isEqualTo(LocalDate.parse("2026-03-02"));
    assertThat(TimeBucket.day(hour + 12)).isEqualTo(LocalDate.parse("2026-03-03"));
    assertThat(TimeBucket.day(NOON)).isEqualTo(LocalDate.parse("2026-03-02"));
  }
}
