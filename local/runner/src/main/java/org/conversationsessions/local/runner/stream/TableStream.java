package org.conversationsessions.local.runner.stream;

import java.util.List;
import java.util.Optional;

/**
 * The changes of a table's items, in shards. A shard that ends goes on in its children: who reads a
 * parent to its end before its children sees each item's changes in their order.
 */
public interface TableStream {
  /** Its ARN, which no other stream has, be it of the same table. */
  String arn();

  /** The shards that can be read now: those that still grow, and ended ones until they expire. */
  List<Shard> shards();

  /**
   * Begins to read a shard.
   *
   * @param after the sequence number behind which to begin; empty, or if what follows it has
   *     expired: the oldest record that is still there
   */
  Reader read(String shard, Optional<String> after);

  /**
   * A shard.
   *
   * @param id its name in the stream
   * @param parent the shard that it continues
   */
  record Shard(String id, Optional<String> parent) {}

  /** Reads one shard; for one thread at a time. */
  interface Reader {
    /**
     * The next records, in their order; does not wait for any. A page without records, unless it is
     * the last, means that there are none at present.
     */
    Page next();
  }

  /**
   * What was read at once.
   *
   * @param records at most some thousand
   * @param last whether the shard has ended and nothing follows
   */
  record Page(List<StreamRecord> records, boolean last) {
    /** Copies what can change. */
    public Page {
      records = List.copyOf(records);
    }
  }
}
