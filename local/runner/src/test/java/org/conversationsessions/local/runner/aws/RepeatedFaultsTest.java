package org.conversationsessions.local.runner.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.conversationsessions.local.runner.fixtures.LogRecorder;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

class RepeatedFaultsTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final RepeatedFaults faults =
      new RepeatedFaults("thing", System.getLogger(RepeatedFaultsTest.class.getName()), clock);

  @Test
  void aHundredFaultsOfAMinuteAreOneLineAndTheEndOfThemOneMore() {
    try (LogRecorder log = LogRecorder.of(RepeatedFaultsTest.class)) {
      for (int i = 0; i < 100; i++) {
        faults.add(new IllegalStateException("refused"));
      }
      assertThat(log.messages()).hasSize(1);
      assertThat(log.messages().getFirst())
          .startsWith("thing failed (1 in a row) and is retried:")
          .contains("IllegalStateException: refused at ")
          .doesNotContain("\n");
      clock.advance(RepeatedFaults.INTERVAL);
      faults.add(new IllegalStateException("refused"));
      faults.end();
      faults.end();

      List<String> later = log.messages().subList(1, log.messages().size());
      assertThat(later).hasSize(2);
      assertThat(later.getFirst()).startsWith("thing failed (101 in a row)");
      assertThat(later.getLast()).isEqualTo("thing works again after 101 faults");
    }
  }
}
