package org.conversationsessions.local.cli.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The events that one client has yet to send, in their order. Holds back who reads the recording
 * when it is full.
 */
final class Lane {
  private final int batch;
  private final int batchBytes;
  private final Queue<RecordedLine.Event> events = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /**
   * Makes an empty lane.
   *
   * @param batch the most events of a batch
   * @param batchBytes the most bytes of a batch's events together, unless it is one alone
   */
  Lane(int batch, int batchBytes) {
    this.batch = batch;
    this.batchBytes = batchBytes;
  }

  /** Adds an event, once there is room. After {@link #abandon} it is forgotten. */
  synchronized void put(RecordedLine.Event event) throws InterruptedException {
    while (!closed && (events.size() >= 2 * batch || bytes > 2L * batchBytes)) {
      wait();
    }
    if (!closed) {
      events.add(event);
      bytes += size(event);
      notifyAll();
    }
  }

  /** Takes the next batch, once there is one; an empty one is the end. */
  synchronized List<RecordedLine.Event> take() throws InterruptedException {
    while (!closed && events.isEmpty()) {
      wait();
    }
    List<RecordedLine.Event> taken = new ArrayList<>();
    long takenBytes = 0;
    for (RecordedLine.Event next = events.peek(); next != null; next = events.peek()) {
      takenBytes += size(next);
      if (taken.size() == batch || (!taken.isEmpty() && takenBytes > batchBytes)) {
        break;
      }
      taken.add(next);
      bytes -= size(next);
      events.remove();
    }
    notifyAll();
    return taken;
  }

  /** No event will follow; those in the lane are still sent. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Forgets what is in the lane; nobody waits for it any more. */
  synchronized void abandon() {
    events.clear();
    bytes = 0;
    close();
  }

  private static int size(RecordedLine.Event event) {
    // One more for the comma between events.
    return event.json().getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
