package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopSignalTest {
  private final StopSignal stop = new StopSignal();

  @Test
  void keepsTheFirstReason() {
    assertThat(stop.isSet()).isFalse();
    assertThat(stop.reason()).isEmpty();

    stop.stop("one");
    stop.stop("two");

    assertThat(stop.isSet()).isTrue();
    assertThat(stop.reason()).contains("one");
  }

  @Test
  @Timeout(30)
  void endsEveryWait() throws Exception {
    Thread waiting = Thread.ofVirtual().start(() -> pause(Duration.ofDays(1)));
    stop.stop("enough");
    waiting.join();

    pause(Duration.ofDays(1));
  }

  private void pause(Duration duration) {
    try {
      ReplayClock.SYSTEM.pause(duration, stop);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
