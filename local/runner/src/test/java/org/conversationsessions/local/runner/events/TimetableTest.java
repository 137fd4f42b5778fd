package org.conversationsessions.local.runner.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(1 minute)                    | 2026-03-01T10:00:00Z     | 2026-03-01T10:01:00Z
          rate(1 minute)                    | 2026-03-01T10:00:59.999Z | 2026-03-01T10:01:00Z
          rate(5 minutes)                   | 2026-03-01T10:01:00Z     | 2026-03-01T10:05:00Z
          rate(2 hours)                     | 2026-03-01T10:00:00Z     | 2026-03-01T12:00:00Z
          rate(1 day)                       | 2026-03-01T10:00:00Z     | 2026-03-02T00:00:00Z
          cron(* * * * ? *)                 | 2026-03-01T10:00:00.001Z | 2026-03-01T10:01:00Z
          cron(0/15 * * * ? *)              | 2026-03-01T10:01:00Z     | 2026-03-01T10:15:00Z
          cron(15 10 ? * 6 *)               | 2026-03-01T10:00:00Z     | 2026-03-06T10:15:00Z
          cron(15 10 ? * SUN *)             | 2026-03-01T10:15:00Z     | 2026-03-08T10:15:00Z
          cron(30 8-10,22 1 JAN-MAR ? *)    | 2026-03-01T10:30:00Z     | 2026-03-01T22:30:00Z
          cron(0 0 29 2 ? *)                | 2026-03-01T00:00:00Z     | 2028-02-29T00:00:00Z
          cron(0 12 1 1 ? 2030)             | 2026-03-01T00:00:00Z     | 2030-01-01T12:00:00Z
          """)
  void theNextTickIsTheFirstAfterAnInstant(String expression, Instant after, Instant next) {
    assertThat(Timetable.of(expression, UTC).next(after)).contains(next);
  }

  @Test
  void aTimetableMayEnd() {
    Timetable over = Timetable.of("cron(0 12 1 1 ? 2020)", UTC);
    assertThat(over.next(Instant.parse("2026-03-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void cronFollowsTheWallClockOfItsZone() {
    Timetable morning = Timetable.of("cron(30 2 * * ? *)", ZoneId.of("Europe/Berlin"));
    // Half past two does not exist on the day summer time starts: it is half past three then.
    assertThat(morning.next(Instant.parse("2026-03-29T00:00:00Z")))
        .contains(Instant.parse("2026-03-29T01:30:00Z"));
    // In autumn it happens twice, and the tick comes once.
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    assertThat(morning.next(Instant.parse("2026-10-25T00:00:00Z"))).contains(first);
    assertThat(morning.next(first)).contains(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(0 minutes)",
        "rate(1 second)",
        "every minute",
        "at(2026-03-01T10:00:00)",
        "cron(* * * * *)",
        "cron(* * * * * *)",
        "cron(* * ? * ? *)",
        "cron(60 * * * ? *)",
        "cron(* * L * ? *)",
        "cron(* * ? * 6#3 *)",
        "cron(5-1 * * * ? *)",
        "cron(1-2-3 * * * ? *)",
        "cron(*/0 * * * ? *)",
      })
  void whatCannotBeHonouredIsRefusedAtOnce(String expression) {
    assertThatThrownBy(() -> Timetable.of(expression, UTC))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
