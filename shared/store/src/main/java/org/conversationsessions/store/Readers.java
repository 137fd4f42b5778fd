package org.conversationsessions.store;

/** Makes the readers of partitions. */
@FunctionalInterface
interface Readers {
  /**
   * A reader that has read nothing yet.
   *
   * @param ahead how many rows to ask for at first
   */
  PartitionReader of(Partition partition, long ahead);
}
