package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayCountsTest {
  @Test
  void keepsTheFirstFailuresByLineInAnyOrder() {
    ReplayCounts counts = new ReplayCounts();
    for (long line = 100; line > 0; line--) {
      counts.failed(line, "why");
    }

    ReplayCounts.Totals totals = counts.totals();

    assertThat(totals.failed()).isEqualTo(100);
    assertThat(totals.failures()).hasSize(10).startsWith("line 1: why").endsWith("line 10: why");
  }

  @Test
  void countsEachResultSeparately() {
    ReplayCounts counts = new ReplayCounts();
    counts.sent();
    counts.sent();
    counts.notSent(9);
    counts.notSent(4);
    counts.notSent(7);

    ReplayCounts.Totals totals = counts.totals();

    assertThat(totals.sent()).isEqualTo(2);
    assertThat(totals.failed()).isZero();
    assertThat(totals.notSent()).isEqualTo(3);
    assertThat(totals.firstNotSent()).isEqualTo(4);
  }
}
