package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  private final FakeReplayClock clock = new FakeReplayClock();

  @Test
  void waitsForTheIntervalsDividedByTheSpeed() throws Exception {
    Pacer pacer = pacer(60, Optional.empty());
    pacer.await(START);
    pacer.await(START.plusSeconds(60));
    pacer.await(START.plusSeconds(180));

    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void doesNotWaitForTimeThatPassedWhileSending() throws Exception {
    Pacer pacer = pacer(1, Optional.empty());
    pacer.await(START);
    clock.pass(Duration.ofSeconds(3));
    pacer.await(START.plusSeconds(10));
    clock.pass(Duration.ofSeconds(5));
    pacer.await(START.plusSeconds(12));
    pacer.await(START.plusSeconds(20));

    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(5));
  }

  @Test
  void limitsALongPause() throws Exception {
    Pacer pacer = pacer(1, Optional.of(Duration.ofSeconds(10)));
    pacer.await(START);
    pacer.await(START.plus(Duration.ofDays(4000)));
    pacer.await(START.plus(Duration.ofDays(4000)).plusSeconds(4));

    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(4));
  }

  @Test
  void doesNotDelayOldAndUndatedEvents() throws Exception {
    Pacer pacer = pacer(1, Optional.empty());
    pacer.await(null);
    pacer.await(START);
    pacer.await(START.minusSeconds(50));
    pacer.await(START);
    pacer.await(null);
    pacer.await(START.plusSeconds(1));

    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void neverWaitsWithoutASpeed() throws Exception {
    Pacer pacer = pacer(0, Optional.empty());
    pacer.await(START);
    pacer.await(START.plusSeconds(1000));

    assertThat(clock.pauses()).isEmpty();
  }

  private Pacer pacer(double speed, Optional<Duration> longest) {
    return new Pacer(speed, longest, clock, new StopSignal());
  }
}
