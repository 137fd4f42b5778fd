package org.conversationsessions.cli.replay.send;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.conversationsessions.cli.replay.recording.RecordedLine;

/**
 * The events that one client has yet to send, in order. A full queue blocks the reader of the
 * recording (back-pressure). Thread-safe.
 */
final class ClientQueue {
  private final int batch;
  private final int batchBytes;
  private final Queue<RecordedLine.Event> events = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /**
   * Creates an empty queue. It holds about two batches.
   *
   * @param batch the maximum number of events in a batch
   * @param batchBytes the maximum size of a batch in bytes, unless a single event exceeds it
   */
  ClientQueue(int batch, int batchBytes) {
    this.batch = batch;
    this.batchBytes = batchBytes;
  }

  /** Adds an event, waiting for room. Once the queue is closed, the event is dropped. */
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

  /** Takes the next batch, waiting for an event; an empty batch is the end. */
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

  /** Accepts no more events; those in the queue can still be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Discards the queue's events, closes it and releases all waiting threads. */
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
