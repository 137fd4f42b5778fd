package org.conversationsessions.bench;

import java.io.Closeable;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.conversationsessions.local.cli.Surroundings;

/** The progress of filling a database: a bar on a terminal, otherwise a line every ten seconds. */
sealed interface FillDisplay extends Closeable {
  /** Adds to the number of sessions written. */
  void written(int more);

  @Override
  void close();

  static FillDisplay of(Surroundings surroundings, long total) {
    return surroundings.columns() > 0
        ? new Bar(surroundings.err(), total, surroundings.columns())
        : new Lines(surroundings.err(), total);
  }

  /** A bar for a terminal. */
  final class Bar implements FillDisplay {
    private final PrintWriter out;
    private final ProgressBar bar;

    Bar(PrintWriter out, long total, int columns) {
      this.out = out;
      bar =
          new ProgressBarBuilder()
              .setTaskName("sessions")
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(total)
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
              .build();
    }

    @Override
    public void written(int more) {
      bar.stepBy(more);
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

  /** Lines for a log. */
  final class Lines implements FillDisplay {
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final long total;
    private long written;
    private long last = System.nanoTime();

    Lines(PrintWriter out, long total) {
      this.out = out;
      this.total = total;
    }

    @Override
    public void written(int more) {
      written += more;
      if (System.nanoTime() - last > EVERY) {
        last = System.nanoTime();
        out.println(written + " of " + total + " sessions written");
      }
    }

    @Override
    public void close() {
      // Every line is complete.
    }
  }
}
