package org.conversationsessions.local.runner.stream;

import java.time.Instant;
import java.util.List;

/**
 * Records of one shard that are handed over together.
 *
 * @param records in their order, at least one
 * @param invocations how often the function was invoked with them
 * @param retries how many of these invocations count against the mapping's limit
 * @param last how the last invocation ended
 * @param due not to be handed over before
 */
record ShardBatch(
    List<StreamRecord> records, int invocations, int retries, Ending last, Instant due) {
  /** How an invocation ended that was no complete success. */
  enum Ending {
    /** There was none yet. */
    NONE,
    /** The function failed. */
    ERROR,
    /** The function's answer cannot be understood, which counts as a failure of all records. */
    NONSENSE,
    /** The function's answer names records that failed. */
    REPORT
  }

  ShardBatch {
    records = List.copyOf(records);
  }

  /** A batch that was never handed over. */
  static ShardBatch of(List<StreamRecord> records) {
    return new ShardBatch(records, 0, 0, Ending.NONE, Instant.MIN);
  }

  int size() {
    return records.size();
  }

  /** The same batch with these of its records only. */
  ShardBatch with(List<StreamRecord> some) {
    return new ShardBatch(some, invocations, retries, last, due);
  }

  /** The same batch after an invocation that was no complete success. */
  ShardBatch after(Ending ending) {
    return new ShardBatch(records, invocations + 1, retries, ending, due);
  }

  /** The same batch, to be handed over at this time, as one retry more or as none. */
  ShardBatch again(Instant time, int moreRetries) {
    return new ShardBatch(records, invocations, retries + moreRetries, last, time);
  }
}
