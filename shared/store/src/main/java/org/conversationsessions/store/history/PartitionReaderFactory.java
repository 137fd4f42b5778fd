package org.conversationsessions.store.history;

import org.conversationsessions.store.window.Partition;

/** Creates readers of partitions. */
@FunctionalInterface
interface PartitionReaderFactory {
  /**
   * Returns a reader that has read nothing yet.
   *
   * @param expected how many rows to request first
   */
  PartitionReader of(Partition partition, long expected);
}
