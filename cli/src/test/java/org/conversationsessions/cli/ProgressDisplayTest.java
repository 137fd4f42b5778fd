package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.conversationsessions.cli.replay.send.FakeReplayClock;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final StringWriter text = new StringWriter();
  private final FakeReplayClock clock = new FakeReplayClock();

  @Test
  void printsALineEveryFiveSecondsWithoutATerminal() {
    try (ProgressDisplay display = display(200, 0)) {
      display.show(10, "1 sent");
      clock.pass(Duration.ofSeconds(5));
      display.show(50, "2 sent");
      clock.pass(Duration.ofSeconds(4));
      display.show(60, "3 sent");
    }

    assertThat(text.toString().lines()).containsExactly("2 sent, 25 % done");
  }

  @Test
  void leavesOutThePercentageOfAnUnknownTotal() {
    try (ProgressDisplay display = display(-1, 0)) {
      clock.pass(Duration.ofSeconds(6));
      display.show(50, "0 sent");
    }

    assertThat(text.toString().lines()).containsExactly("0 sent");
  }

  @Test
  void drawsABarOnOneLineOfATerminal() {
    try (ProgressDisplay display = display(4096, 80)) {
      display.show(4096, "1 sent, 1 failed");
    }

    String last = text.toString().substring(text.toString().lastIndexOf('\r') + 1);
    assertThat(text.toString()).startsWith("\r");
    assertThat(last).contains("100%").contains("1 sent, 1 failed").endsWith(System.lineSeparator());
    assertThat(text.toString().split("\r"))
        .allSatisfy(l -> assertThat(l.strip().length()).isLessThan(80));
  }

  private ProgressDisplay display(long total, int columns) {
    PrintWriter err = new PrintWriter(text, true);
    CommandContext context =
        new CommandContext(
            Path.of(""),
            InputStream.nullInputStream(),
            err,
            err,
            InstantSource.system(),
            Randoms.fixed(1),
            columns);
    return ProgressDisplay.ofBytes(context, "replay", total, clock::nanos);
  }
}
