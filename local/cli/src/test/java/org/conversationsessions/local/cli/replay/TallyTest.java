package org.conversationsessions.local.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void remembersTheFailuresThatStandFirstWhateverOrderTheyComeIn() {
    Tally tally = new Tally();
    for (long line = 100; line > 0; line--) {
      tally.failed(line, "why");
    }

    Tally.Figures figures = tally.figures();

    assertThat(figures.failed()).isEqualTo(100);
    assertThat(figures.failures()).hasSize(10).startsWith("line 1: why").endsWith("line 10: why");
  }

  @Test
  void countsEachFateOnItsOwn() {
    Tally tally = new Tally();
    tally.sent();
    tally.sent();
    tally.notSent(9);
    tally.notSent(4);
    tally.notSent(7);

    Tally.Figures figures = tally.figures();

    assertThat(figures.sent()).isEqualTo(2);
    assertThat(figures.failed()).isZero();
    assertThat(figures.notSent()).isEqualTo(3);
    assertThat(figures.firstNotSent()).isEqualTo(4);
  }
}
