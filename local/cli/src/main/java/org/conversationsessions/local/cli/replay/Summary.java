package org.conversationsessions.local.cli.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a replay ended.
 *
 * @param figures what became of the events
 * @param took how long it took
 * @param stopped why it was stopped, if it was
 */
record Summary(Tally.Figures figures, Duration took, Optional<String> stopped) {
  /** Whether every event was taken. */
  boolean isComplete() {
    return figures.failed() == 0 && figures.notSent() == 0 && stopped.isEmpty();
  }

  /** Prints figures and failures to one writer, and what to do next to the other. */
  void print(PrintWriter out, PrintWriter err) {
    double seconds = Math.max(took.toMillis(), 1) / 1000.0;
    out.printf(
        Locale.ROOT,
        "sent %d, failed %d, %.0f events/s in %.1f s%n",
        figures.sent(),
        figures.failed(),
        figures.sent() / seconds,
        seconds);
    figures.failures().forEach(failure -> out.println("  " + failure));
    if (figures.failed() > figures.failures().size()) {
      out.println("  … " + (figures.failed() - figures.failures().size()) + " more");
    }
    stopped.ifPresent(
        reason ->
            err.println(
                "error: stopped"
                    + (figures.notSent() > 0 ? " at line " + figures.firstNotSent() : "")
                    + ": "
                    + reason
                    + "; mend that and send the recording again from there"));
  }
}
