package org.conversationsessions.local.cli.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what became of the events, and remembers the failures that stand first in the recording.
 */
final class Tally {
  private static final int REMEMBERED = 10;

  private final TreeMap<Long, String> failures = new TreeMap<>();
  private long sent;
  private long failed;
  private long notSent;
  private long firstNotSent = Long.MAX_VALUE;

  /** The service took an event. */
  synchronized void sent() {
    sent++;
  }

  /** An event, or a line that is none, was not taken and never will be. */
  synchronized void failed(long line, String reason) {
    failed++;
    failures.put(line, reason);
    if (failures.size() > REMEMBERED) {
      failures.pollLastEntry();
    }
  }

  /** An event was left when the replay stopped; the service may have taken it or not. */
  synchronized void notSent(long line) {
    notSent++;
    firstNotSent = Math.min(firstNotSent, line);
  }

  /** The figures of this moment. */
  synchronized Figures figures() {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<Long, String> failure : failures.entrySet()) {
      texts.add("line " + failure.getKey() + ": " + failure.getValue());
    }
    return new Figures(sent, failed, notSent, firstNotSent, texts);
  }

  /**
   * The figures of a moment.
   *
   * @param sent events that the service took
   * @param failed events and lines that it will not take
   * @param notSent events read, but left when the replay stopped
   * @param firstNotSent the line of the first of these; without meaning if there is none
   * @param failures the first failures by line, with their reasons
   */
  record Figures(long sent, long failed, long notSent, long firstNotSent, List<String> failures) {
    Figures {
      failures = List.copyOf(failures);
    }
  }
}
