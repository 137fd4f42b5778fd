package org.conversationsessions.local.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text, true);
  private final FakeTime time = new FakeTime();
  private final Tally tally = new Tally();

  @Test
  void writesALineEveryFiveSecondsForLogs() {
    try (Display display = new LineDisplay(out, 200, time)) {
      tally.sent();
      display.show(tally.figures(), 10);
      time.pass(Duration.ofSeconds(5));
      display.show(tally.figures(), 50);
      time.pass(Duration.ofSeconds(4));
      display.show(tally.figures(), 60);
    }

    assertThat(text.toString().lines()).containsExactly("1 sent, 0 failed, 25 % done");
  }

  @Test
  void leavesOutThePartOfAStreamWhoseLengthNobodyKnows() {
    try (Display display = new LineDisplay(out, -1, time)) {
      time.pass(Duration.ofSeconds(6));
      display.show(tally.figures(), 50);
    }

    assertThat(text.toString().lines()).containsExactly("0 sent, 0 failed");
  }

  @Test
  void drawsABarOnOneLineOfATerminal() {
    try (Display display = new BarDisplay(out, 4096, 80)) {
      tally.sent();
      tally.failed(3, "why");
      display.show(tally.figures(), 4096);
    }

    String last = text.toString().substring(text.toString().lastIndexOf('\r') + 1);
    assertThat(text.toString()).startsWith("\r");
    assertThat(last).contains("100%").contains("1 sent, 1 failed").endsWith(System.lineSeparator());
    assertThat(text.toString().split("\r"))
        .allSatisfy(l -> assertThat(l.strip().length()).isLessThan(80));
  }
}
