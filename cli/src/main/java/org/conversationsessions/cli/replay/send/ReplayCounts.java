package org.conversationsessions.cli.replay.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts a replay's events by result and keeps the first ten failures by line. Thread-safe. */
public final class ReplayCounts {
  private static final int KEPT_FAILURES = 10;

  private final TreeMap<Long, String> failures = new TreeMap<>();
  private long sent;
  private long failed;
  private long notSent;
  private long firstNotSent = Long.MAX_VALUE;

  /** Creates counts of zero. */
  public ReplayCounts() {}

  /** Counts an event that the service took. */
  public synchronized void sent() {
    sent++;
  }

  /** Counts an event or a bad line that the service will never take. */
  public synchronized void failed(long line, String reason) {
    failed++;
    failures.put(line, reason);
    if (failures.size() > KEPT_FAILURES) {
      failures.pollLastEntry();
    }
  }

  /** Counts an event that was left when the replay stopped; the service may have taken it. */
  public synchronized void notSent(long line) {
    notSent++;
    firstNotSent = Math.min(firstNotSent, line);
  }

  /** Returns the current totals. */
  public synchronized Totals totals() {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<Long, String> failure : failures.entrySet()) {
      texts.add("line " + failure.getKey() + ": " + failure.getValue());
    }
    return new Totals(sent, failed, notSent, firstNotSent, texts);
  }

  /**
   * The totals at one moment.
   *
   * @param sent events that the service took
   * @param failed events and lines that it will never take
   * @param notSent events that were read but left when the replay stopped
   * @param firstNotSent the line of the first of these; undefined if there are none
   * @param failures the first failures by line, with their reasons
   */
  public record Totals(
      long sent, long failed, long notSent, long firstNotSent, List<String> failures) {
    /** Copies the failures. */
    public Totals {
      failures = List.copyOf(failures);
    }
  }
}
