package org.conversationsessions.cli.replay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.cli.ProgressDisplay;
import org.conversationsessions.cli.replay.recording.Recording;
import org.conversationsessions.cli.replay.send.ReplayCounts;

/** Shows a replay's progress four times a second, and once more at the end. */
final class ProgressReporter implements AutoCloseable {
  private static final long INTERVAL_MS = 250;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final ProgressDisplay display;
  private final Runnable show;

  /** Starts reporting. */
  ProgressReporter(ProgressDisplay display, ReplayCounts counts, Recording recording) {
    this.display = display;
    show =
        () -> {
          ReplayCounts.Totals totals = counts.totals();
          display.show(
              recording.estimateBytes(totals.sent() + totals.failed()),
              totals.sent() + " sent, " + totals.failed() + " failed");
        };
    var _ = timer.scheduleAtFixedRate(show, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    timer.close();
    show.run();
    display.close();
  }
}
