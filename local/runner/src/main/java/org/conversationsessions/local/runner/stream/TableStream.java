package org.conversationsessions.local.runner.stream;

import java.util.List;
import java.util.Optional;

/**
 * The changes of a table's items, in shards. A closed shard continues in its children. Reading a
 * parent to its end before its children yields each item's changes in order.
 */
public interface TableStream {
  /** Returns the stream's ARN, unique even among streams of the same table. */
  String arn();

  /** Returns the readable shards: open ones, and closed ones until they expire. */
  List<Shard> shards();

  /**
   * Starts to read a shard.
   *
   * @param after the sequence number after which to start; empty, or expired: the oldest record
   *     still stored
   */
  Reader read(String shard, Optional<String> after);

  /**
   * A shard.
   *
   * @param id its id in the stream
   * @param parent the shard that it continues
   */
  record Shard(String id, Optional<String> parent) {}

  /** Reads one shard; for one thread at a time. */
  interface Reader {
    /**
     * Returns the next records in order; does not wait. A page without records means that there are
     * none at present, unless it is the last page.
     */
    Page next();
  }

  /**
   * The result of one read.
   *
   * @param records up to some thousand
   * @param last whether the shard is closed and nothing follows
   */
  record Page(List<StreamRecord> records, boolean last) {
    /** Makes defensive copies. */
    public Page {
      records = List.copyOf(records);
    }
  }
}
