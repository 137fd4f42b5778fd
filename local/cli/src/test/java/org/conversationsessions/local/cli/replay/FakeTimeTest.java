package org.conversationsessions.local.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
  @Test
  void passesOnlyWhenSomebodyWaits() {
    FakeTime time = new FakeTime();
    long start = time.nanos();
    assertThat(time.nanos()).isEqualTo(start);

    time.pause(Duration.ofHours(1), new Stop());
    time.pass(Duration.ofHours(1));

    assertThat(time.nanos() - start).isEqualTo(Duration.ofHours(2).toNanos());
    assertThat(time.pauses()).containsExactly(Duration.ofHours(1));
  }
}
