package org.conversationsessions.local.cli.replay;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For a terminal: a bar that grows with the part of the recording that is done with. */
final class BarDisplay implements Display {
  private static final long KIB = 1024;

  private final PrintWriter out;
  private final ProgressBar bar;

  /** Makes a display for a recording of this many bytes; negative if nobody knows. */
  BarDisplay(PrintWriter out, long size, int columns) {
    this.out = out;
    bar =
        new ProgressBarBuilder()
            .setTaskName("replay")
            .setStyle(ProgressBarStyle.ASCII)
            .setInitialMax(size)
            .setUnit(" KiB", KIB)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
            .build();
  }

  @Override
  public void show(Tally.Figures figures, long done) {
    bar.stepTo(done);
    bar.setExtraMessage(" " + figures.sent() + " sent, " + figures.failed() + " failed");
  }

  @Override
  public void close() {
    bar.close();
    out.println();
  }

  private void draw(String line) {
    out.print('\r' + line);
    out.flush();
  }
}
