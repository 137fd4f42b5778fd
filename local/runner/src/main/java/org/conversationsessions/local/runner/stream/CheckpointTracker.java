package org.conversationsessions.local.runner.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tracks which records of a shard are processed. Partition queues overtake each other, but a
 * checkpoint must not pass an unprocessed record.
 */
final class CheckpointTracker {
  private final Deque<String> pending = new ArrayDeque<>();
  private final Set<String> done = new HashSet<>();

  /** Adds a record, in the order of reading. */
  void begin(StreamRecord record) {
    pending.add(record.sequenceNumber());
  }

  /**
   * Marks records as processed.
   *
   * @return the last record up to which all are processed, if that changed
   */
  Optional<String> complete(List<StreamRecord> records) {
    records.forEach(record -> done.add(record.sequenceNumber()));
    Optional<String> reached = Optional.empty();
    while (!pending.isEmpty() && done.remove(pending.getFirst())) {
      reached = Optional.of(pending.removeFirst());
    }
    return reached;
  }

  /** Returns the number of records that were read and are not covered by a checkpoint. */
  int size() {
    return pending.size();
  }
}
