package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeReplayClockTest {
  @Test
  void advancesOnlyByPausesAndOnRequest() {
    FakeReplayClock clock = new FakeReplayClock();
    long start = clock.nanos();
    assertThat(clock.nanos()).isEqualTo(start);

    clock.pause(Duration.ofHours(1), new StopSignal());
    clock.pass(Duration.ofHours(1));

    assertThat(clock.nanos() - start).isEqualTo(Duration.ofHours(2).toNanos());
    assertThat(clock.pauses()).containsExactly(Duration.ofHours(1));
  }
}
