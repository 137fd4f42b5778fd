package org.conversationsessions.store.history;

import org.conversationsessions.store.window.Partition;

/** Creates readers of partitions. */
@FunctionalInterface
interface PartitionReaderFactory {
  /**
   * Returns a reader from its first row on. It may have read rows already.
   *
   * @param expected how many rows to request first
   */
  PartitionReader of(Partition partition, long expected);
}
