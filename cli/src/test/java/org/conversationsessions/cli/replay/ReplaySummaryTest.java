package org.conversationsessions.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.cli.replay.send.ReplayCounts;
import org.junit.jupiter.api.Test;

class ReplaySummaryTest {
  private final ReplayCounts counts = new ReplayCounts();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsSentFailedAndEventsPerSecond() {
    for (int i = 0; i < 300; i++) {
      counts.sent();
    }

    assertThat(print(Optional.empty())).isTrue();
    assertThat(out.toString().strip()).isEqualTo("sent 300, failed 0, 120 events/s in 2.5 s");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void isIncompleteWithFailuresAndShowsTheFirst() {
    for (int i = 1; i <= 12; i++) {
      counts.failed(i, "why");
    }

    assertThat(print(Optional.empty())).isFalse();
    assertThat(out.toString())
        .contains("failed 12")
        .contains("  line 1: why")
        .contains("  … 2 more");
  }

  @Test
  void reportsWhereToContinueAfterAStop() {
    counts.notSent(36);

    assertThat(print(Optional.of("503 away"))).isFalse();
    assertThat(err.toString().strip())
        .isEqualTo(
            "error: stopped at line 36: 503 away; fix that and replay the recording again from that"
                + " line");
  }

  private boolean print(Optional<String> stopped) {
    ReplaySummary summary = new ReplaySummary(counts.totals(), Duration.ofMillis(2500), stopped);
    summary.print(new PrintWriter(out, true), new PrintWriter(err, true));
    return summary.isComplete();
  }
}
