package org.conversationsessions.cli.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.conversationsessions.cli.replay.send.ReplayCounts;

/**
 * The result of a replay.
 *
 * @param totals the number of events by result
 * @param elapsed how long the replay took
 * @param stopped why it was stopped early; empty if it was not
 */
record ReplaySummary(ReplayCounts.Totals totals, Duration elapsed, Optional<String> stopped) {
  /** Returns whether the service took every event. */
  boolean isComplete() {
    return totals.failed() == 0 && totals.notSent() == 0 && stopped.isEmpty();
  }

  /**
   * Prints the result.
   *
   * @param out for totals and failures
   * @param err for the reason of an early stop, and what to do next
   */
  void print(PrintWriter out, PrintWriter err) {
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    out.printf(
        Locale.ROOT,
        "sent %d, failed %d, %.0f events/s in %.1f s%n",
        totals.sent(),
        totals.failed(),
        totals.sent() / seconds,
        seconds);
    totals.failures().forEach(failure -> out.println("  " + failure));
    if (totals.failed() > totals.failures().size()) {
      out.println("  … " + (totals.failed() - totals.failures().size()) + " more");
    }
    stopped.ifPresent(
        reason ->
            err.println(
                "error: stopped"
                    + (totals.notSent() > 0 ? " at line " + totals.firstNotSent() : "")
                    + ": "
                    + reason
                    + "; fix that and replay the recording again from that line"));
  }
}
