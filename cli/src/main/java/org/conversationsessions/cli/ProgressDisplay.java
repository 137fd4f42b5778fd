package org.conversationsessions.cli;

import java.io.Closeable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a long task on standard error: a bar on a terminal, otherwise a line every
 * five seconds. Not thread-safe.
 */
public final class ProgressDisplay implements Closeable {
  private static final long LINE_INTERVAL = Duration.ofSeconds(5).toNanos();
  private static final long KIB = 1024;

  private final PrintWriter err;
  private final long total;
  private final LongSupplier nanoTime;
  private final @Nullable ProgressBar bar;
  private long lastLine;

  private ProgressDisplay(
      CommandContext context,
      ProgressBarBuilder builder,
      String task,
      long total,
      LongSupplier nanoTime) {
    this.err = context.err();
    this.total = total;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong();
    this.bar =
        context.columns() == 0
            ? null
            : builder
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(total)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, context.columns() - 1))
                .build();
  }

  /** Creates a display for a task of this many items. */
  public static ProgressDisplay ofItems(CommandContext context, String task, long total) {
    return new ProgressDisplay(context, new ProgressBarBuilder(), task, total, System::nanoTime);
  }

  /**
   * Creates a display for a task of this many bytes.
   *
   * @param total negative if unknown
   * @param nanoTime the monotonic clock, in nanoseconds
   */
  public static ProgressDisplay ofBytes(
      CommandContext context, String task, long total, LongSupplier nanoTime) {
    return new ProgressDisplay(
        context, new ProgressBarBuilder().setUnit(" KiB", KIB), task, total, nanoTime);
  }

  /**
   * Shows the current progress. May be called often: without a terminal, most calls print nothing.
   *
   * @param done the items or bytes done so far
   * @param message what has been done, such as {@code 5 sent, 1 failed}
   */
  public void show(long done, String message) {
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(" " + message);
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - lastLine < LINE_INTERVAL) {
      return;
    }
    lastLine = now;
    err.println(message + (total > 0 ? ", " + done * 100 / total + " % done" : ""));
  }

  /** Ends the bar's line, if there is a bar. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.println();
    }
  }

  private void draw(String line) {
    err.print('\r' + line);
    err.flush();
  }
}
