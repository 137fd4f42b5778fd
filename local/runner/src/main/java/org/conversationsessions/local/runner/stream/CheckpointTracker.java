package org.conversationsessions.local.runner.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the records read from a shard are dealt with. Lanes overtake each other; a checkpoint
 * must not.
 */
final class CheckpointTracker {
  private final Deque<String> pending = new ArrayDeque<>();
  private final Set<String> done = new HashSet<>();

  /** Takes a record that was read, in the order of reading. */
  void begin(StreamRecord record) {
    pending.add(record.sequenceNumber());
  }

  /**
   * Notes that these records are dealt with.
   *
   * @return the last record before which, itself included, all are dealt with, if it moved
   */
  Optional<String> settle(List<StreamRecord> records) {
    records.forEach(record -> done.add(record.sequenceNumber()));
    Optional<String> reached = Optional.empty();
    while (!pending.isEmpty() && done.remove(pending.getFirst())) {
      reached = Optional.of(pending.removeFirst());
    }
    return reached;
  }

  /** How many records were read and do not count for a checkpoint yet. */
  int size() {
    return pending.size();
  }
}
