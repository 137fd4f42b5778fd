package org.conversationsessions.store.tag;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.tag.PostingNode;

/** Stored postings, with optimistic locking by version. */
interface PostingStore {
  /**
   * A stored node.
   *
   * @param node what the item holds
   * @param version how often the item was written; 0 if it does not exist
   * @param expiresAt when the item expires; empty: never
   */
  record Stored(PostingNode node, long version, Optional<Instant> expiresAt) {
    static final Stored NONE = new Stored(PostingNode.Leaf.EMPTY, 0, Optional.empty());

    /** Returns whether this item is not stored or expires before an instant; empty: never. */
    boolean expiresBefore(Optional<Instant> other) {
      return !exists() || !later(expiresAt, other).equals(expiresAt);
    }

    /** Returns the later of two instants; empty: never. */
    static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
      return one.isPresent() && (other.isEmpty() || one.get().isBefore(other.get())) ? other : one;
    }

    /** Returns whether an item is stored. */
    boolean exists() {
      return version > 0;
    }
  }

  /**
   * Reads nodes, {@link Stored#NONE} where nothing is stored. Strongly consistent, one call for
   * each 100 keys.
   *
   * @throws org.conversationsessions.application.StoreException if any cannot be read
   */
  Map<PostingKey, Stored> read(Collection<PostingKey> keys);

  /**
   * Writes a node on condition that the stored version is the one before.
   *
   * @return false if the stored version is another one; then nothing is written
   * @throws org.conversationsessions.application.StoreException if the call fails; then the node
   *     may have been written
   */
  boolean write(PostingKey key, Stored next);
}
