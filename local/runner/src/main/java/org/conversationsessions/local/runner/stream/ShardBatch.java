package org.conversationsessions.local.runner.stream;

import java.time.Instant;
import java.util.List;

/**
 * Records of one shard that are delivered together.
 *
 * @param records at least one, in order
 * @param invocations how often the function was invoked with them
 * @param retries how many of these invocations count against the mapping's limit
 * @param last how the last invocation ended
 * @param due the earliest time of the next delivery
 */
record ShardBatch(
    List<StreamRecord> records, int invocations, int retries, Ending last, Instant due) {
  /** How the last invocation ended, if it was not a complete success. */
  enum Ending {
    /** No invocation yet. */
    NONE,
    /** The function failed. */
    ERROR,
    /** The response is malformed, which counts as a failure of all records. */
    MALFORMED,
    /** The response lists records that failed. */
    REPORT
  }

  ShardBatch {
    records = List.copyOf(records);
  }

  /** Returns a new batch that was never delivered. */
  static ShardBatch of(List<StreamRecord> records) {
    return new ShardBatch(records, 0, 0, Ending.NONE, Instant.MIN);
  }

  int size() {
    return records.size();
  }

  /** Returns the batch reduced to some of its records. */
  ShardBatch with(List<StreamRecord> some) {
    return new ShardBatch(some, invocations, retries, last, due);
  }

  /** Returns the batch after an invocation that was not a complete success. */
  ShardBatch after(Ending ending) {
    return new ShardBatch(records, invocations + 1, retries, ending, due);
  }

  /** Returns the batch with another due time, and with more retries counted. */
  ShardBatch again(Instant time, int moreRetries) {
    return new ShardBatch(records, invocations, retries + moreRetries, last, time);
  }
}
