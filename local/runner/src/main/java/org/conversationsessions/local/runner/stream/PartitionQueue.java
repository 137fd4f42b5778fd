package org.conversationsessions.local.runner.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.local.runner.lambda.Functions;

/**
 * Buffers the records of some of a shard's partition keys and releases them one batch at a time, in
 * order.
 */
final class PartitionQueue {
  /** The event size limit less room for what surrounds the records. */
  private static final int MAX_BYTES = Functions.MAX_EVENT_BYTES - 64;

  private final int batchSize;
  private final Duration window;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<ShardBatch> again = new ArrayDeque<>();
  private boolean busy;

  /**
   * Creates an empty queue.
   *
   * @param batchSize the maximum number of records in a batch
   * @param window how long the first record of a batch may wait for others
   */
  PartitionQueue(int batchSize, Duration window) {
    this.batchSize = batchSize;
    this.window = window;
  }

  private record Waiting(StreamRecord record, int bytes, Instant since) {}

  synchronized void add(StreamRecord record, Instant now) {
    waiting.add(new Waiting(record, StreamEvent.size(record), now));
  }

  /**
   * Takes the batch that is due, if there is one; until {@link #finish} it returns no other.
   * Batches to retry come first and delay all others until they are due.
   */
  synchronized Optional<ShardBatch> take(Instant now) {
    if (busy) {
      return Optional.empty();
    }
    Optional<ShardBatch> due = again.isEmpty() ? gather(now) : head(now);
    busy = due.isPresent();
    return due;
  }

  /** Completes the batch that was taken, and puts back the batches to retry. */
  synchronized void finish(List<ShardBatch> rest) {
    rest.reversed().forEach(again::addFirst);
    busy = false;
  }

  private Optional<ShardBatch> head(Instant now) {
    return again.getFirst().due().isAfter(now)
        ? Optional.empty()
        : Optional.of(again.removeFirst());
  }

  private Optional<ShardBatch> gather(Instant now) {
    int count = 0;
    int bytes = 0;
    boolean full = false;
    for (Waiting each : waiting) {
      full = count == batchSize || (count > 0 && bytes + each.bytes() > MAX_BYTES);
      if (full) {
        break;
      }
      count++;
      bytes += each.bytes();
    }
    boolean due =
        count > 0
            && (full
                || count == batchSize
                || !waiting.getFirst().since().plus(window).isAfter(now));
    if (!due) {
      return Optional.empty();
    }
    List<StreamRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(waiting.removeFirst().record());
    }
    return Optional.of(ShardBatch.of(records));
  }
}
