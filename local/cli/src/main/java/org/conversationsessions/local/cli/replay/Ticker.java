package org.conversationsessions.local.cli.replay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows a replay's figures a few times a second, and once more at its end. */
final class Ticker implements AutoCloseable {
  private static final long EVERY_MS = 250;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final Display display;
  private final Runnable show;

  Ticker(Display display, Tally tally, Recording recording) {
    this.display = display;
    show =
        () -> {
          Tally.Figures figures = tally.figures();
          display.show(figures, recording.done(figures.sent() + figures.failed()));
        };
    var _ = timer.scheduleAtFixedRate(show, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    timer.close();
    show.run();
    display.close();
  }
}
