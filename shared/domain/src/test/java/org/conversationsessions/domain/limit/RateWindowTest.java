package org.conversationsessions.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rolling minute in steps of a second, and the rolling hour in steps of a minute (contract,
 * section 3).
 */
class RateWindowTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void isEmptyAtFirst() {
    assertThat(RateWindow.empty(RatePeriod.MINUTE).waitSeconds(1, NOON)).isZero();
  }

  @Test
  void returnsTheWaitUntilTheOldestCallsDropOut() {
    RateWindow window =
        RateWindow.empty(RatePeriod.MINUTE)
            .withCall(NOON)
            .withCall(NOON.plusSeconds(10))
            .withCall(NOON.plusSeconds(10))
            .withCall(NOON.plusSeconds(20));
    Instant now = NOON.plusSeconds(30).plusMillis(700);

    assertThat(window.waitSeconds(5, now)).isZero();
    assertThat(window.waitSeconds(4, now)).isEqualTo(30);
    assertThat(window.waitSeconds(3, now)).isEqualTo(40);
    assertThat(window.waitSeconds(2, now)).isEqualTo(40);
    assertThat(window.waitSeconds(1, now)).isEqualTo(50);
  }

  @Test
  void dropsCallsOfTheHourByWholeMinutes() {
    RateWindow window = RateWindow.empty(RatePeriod.HOUR).withCall(NOON.plusSeconds(59));

    assertThat(window.waitSeconds(1, NOON.plusSeconds(3599))).isEqualTo(1);
    assertThat(window.waitSeconds(1, NOON.plusSeconds(3600))).isZero();
  }

  @Test
  void allowsSteadyCallersAtTheLimit() {
    RateWindow window = RateWindow.empty(RatePeriod.MINUTE);
    for (int second = 0; second < 300; second++) {
      Instant now = NOON.plusSeconds(second).plusMillis(second % 7);
      assertThat(window.waitSeconds(60, now)).isZero();
      window = window.withCall(now);
      assertThat(window.counts()).hasSizeLessThanOrEqualTo(60);
    }
  }

  @Test
  void countsWhatAFasterClockWrote() {
    RateWindow window = RateWindow.empty(RatePeriod.MINUTE).withCall(NOON.plusSeconds(5));

    assertThat(window.waitSeconds(1, NOON)).isEqualTo(65);
  }

  @Test
  void worksBefore1970() {
    Instant longAgo = Instant.parse("1912-06-23T00:00:30.5Z");

    assertThat(RateWindow.empty(RatePeriod.HOUR).withCall(longAgo).waitSeconds(1, longAgo))
        .isBetween(3569, 3600);
  }

  @Test
  void refusesCountsBelowOne() {
    assertThatThrownBy(() -> new RateWindow(RatePeriod.MINUTE, new TreeMap<>(Map.of(1L, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Against a plain list of the calls: never too strict, and too lax by less than one step. */
  @ParameterizedTest
  @EnumSource(RatePeriod.class)
  void agreesWithAListOfCallsExceptForOneStep(RatePeriod period, @Seeded Random random) {
    int limit = 1 + random.nextInt(20);
    long stepMillis = period.stepSeconds() * 1000L;
    Deque<Long> calls = new ArrayDeque<>();
    RateWindow window = RateWindow.empty(period);
    long now = NOON.toEpochMilli();
    for (int i = 0; i < 5000; i++) {
      now += random.nextLong(stepMillis * 12);
      Instant instant = Instant.ofEpochMilli(now);
      long end = now;
      boolean allowed = window.waitSeconds(limit, instant) == 0;
      long strict = calls.stream().filter(call -> call > end - 60 * stepMillis).count();
      long lax = calls.stream().filter(call -> call > end - 59 * stepMillis).count();
      if (strict < limit) {
        assertThat(allowed).isTrue();
      }
      if (lax >= limit) {
        assertThat(allowed).isFalse();
      }
      if (allowed) {
        window = window.withCall(instant);
        calls.add(now);
      } else {
        Instant then =
            Instant.ofEpochSecond(instant.getEpochSecond() + window.waitSeconds(limit, instant));
        assertThat(window.waitSeconds(limit, then)).isZero();
        assertThat(window.waitSeconds(limit, then.minusMillis(1))).isPositive();
      }
    }
  }
}
