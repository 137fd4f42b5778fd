package org.conversationsessions.local.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  private final FakeTime time = new FakeTime();

  @Test
  void waitsAsLongAsTheEventsDidDividedBySpeed() throws Exception {
    Pace pace = pace(60, Optional.empty());
    pace.await(START);
    pace.await(START.plusSeconds(60));
    pace.await(START.plusSeconds(180));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void doesNotWaitTwiceForTimeThatPassedWhileSending() throws Exception {
    Pace pace = pace(1, Optional.empty());
    pace.await(START);
    time.pass(Duration.ofSeconds(3));
    pace.await(START.plusSeconds(10));
    time.pass(Duration.ofSeconds(5));
    pace.await(START.plusSeconds(12));
    pace.await(START.plusSeconds(20));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(5));
  }

  @Test
  void cutsALongPause() throws Exception {
    Pace pace = pace(1, Optional.of(Duration.ofSeconds(10)));
    pace.await(START);
    pace.await(START.plus(Duration.ofDays(4000)));
    pace.await(START.plus(Duration.ofDays(4000)).plusSeconds(4));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(4));
  }

  @Test
  void letsOldAndUndatedEventsGoAtOnce() throws Exception {
    Pace pace = pace(1, Optional.empty());
    pace.await(null);
    pace.await(START);
    pace.await(START.minusSeconds(50));
    pace.await(START);
    pace.await(null);
    pace.await(START.plusSeconds(1));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void neverWaitsWithoutASpeed() throws Exception {
    Pace pace = pace(0, Optional.empty());
    pace.await(START);
    pace.await(START.plusSeconds(1000));

    assertThat(time.pauses()).isEmpty();
  }

  private Pace pace(double speed, Optional<Duration> longest) {
    return new Pace(speed, longest, time, new Stop());
  }
}
