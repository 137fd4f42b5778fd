package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff;

  BackoffTest(@Seeded Random random) {
    backoff = new Backoff(random);
  }

  @Test
  void doublesUpToFifteenSecondsWithJitter() {
    for (int round = 0; round < 100; round++) {
      assertThat(own(1)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
      assertThat(own(2)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
      assertThat(own(5)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
      assertThat(own(9)).isBetween(Duration.ofMillis(7500), Duration.ofSeconds(15));
      assertThat(own(1000)).isBetween(Duration.ofMillis(7500), Duration.ofSeconds(15));
    }
  }

  @Test
  void waitsAtLeastAsLongAsTheServiceAsksButNotMoreThanAnHour() {
    assertThat(backoff.pauseAfter(1, Optional.of(Duration.ofSeconds(42))))
        .isEqualTo(Duration.ofSeconds(42));
    assertThat(backoff.pauseAfter(9, Optional.of(Duration.ofSeconds(1))))
        .isGreaterThan(Duration.ofSeconds(7));
    assertThat(backoff.pauseAfter(1, Optional.of(Duration.ofDays(9))))
        .isEqualTo(Duration.ofHours(1));
  }

  private Duration own(int attempts) {
    return backoff.pauseAfter(attempts, Optional.empty());
  }
}
