package org.conversationsessions.local.cli.replay;

import java.io.PrintWriter;
import java.time.Duration;

/** For logs: a line every few seconds, none for a short replay. */
final class LineDisplay implements Display {
  private static final long EVERY = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final long size;
  private final Time time;
  private long last;

  /** Makes a display for a recording of this many bytes; negative if nobody knows. */
  LineDisplay(PrintWriter out, long size, Time time) {
    this.out = out;
    this.size = size;
    this.time = time;
    last = time.nanos();
  }

  @Override
  public void show(Tally.Figures figures, long done) {
    long now = time.nanos();
    if (now - last < EVERY) {
      return;
    }
    last = now;
    String part = size > 0 ? ", " + done * 100 / size + " % done" : "";
    out.println(figures.sent() + " sent, " + figures.failed() + " failed" + part);
  }

  @Override
  public void close() {
    // Nothing is left open on the line.
  }
}
