package org.conversationsessions.local.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
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
          """)
  void theNextTickIsTheFirstAfterAnInstant(String expression, Instant after, Instant next) {
    assertThat(Trigger.of(expression).next(after)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(0 minutes)",
        "rate(1 second)",
        "every minute",
        "at(2026-03-01T10:00:00)",
        "cron(0 12 * * ? *)",
      })
  void refusesEveryOtherExpression(String expression) {
    assertThatThrownBy(() -> Trigger.of(expression)).isInstanceOf(IllegalArgumentException.class);
  }
}
