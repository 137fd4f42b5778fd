package org.conversationsessions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private final ManualClock clock = new ManualClock(TEN);

  @Test
  void theClockStandsStillUntilItIsMoved() {
    assertThat(clock.instant()).isEqualTo(TEN);

    clock.advance(Duration.ofMinutes(2));
    assertThat(clock.instant()).isEqualTo(TEN.plusSeconds(120));

    clock.set(TEN);
    assertThat(clock.instant()).isEqualTo(TEN);
  }
}
