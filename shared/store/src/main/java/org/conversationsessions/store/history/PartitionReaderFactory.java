package org.conversationsessions.store.history;



/** Makes the readers of partitions. */
@FunctionalInterface
interface PartitionReaderFactory {
  /**
   * A reader that has read nothing yet.
   *
   * @param ahead how many rows to ask for at first
   */
  PartitionReader of(Partition partition, long ahead);
}
