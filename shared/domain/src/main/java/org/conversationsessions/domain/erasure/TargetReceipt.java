package org.conversationsessions.domain.erasure;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was done to a target or selection.
 *
 * @param deleted the number of deleted items of each store; a store without any is absent. It may
 *     be too low if the worker crashed or the response to a deletion was lost. It may be too high
 *     by one page if the response to a write of the receipt was lost
 * @param remaining the number of items that are left in each store, a store without any being
 *     absent; empty: not counted yet
 * @param goneBy when the last of the remaining items expires; empty: unknown
 */
public record TargetReceipt(
    Map<DataStore, Long> deleted,
    Optional<Map<DataStore, Long>> remaining,
    Optional<Instant> goneBy) {
  /** Nothing was done yet. */
  public static final TargetReceipt NONE =
      new TargetReceipt(Map.of(), Optional.empty(), Optional.empty());

  /** Copies the maps. */
  public TargetReceipt {
    deleted = Map.copyOf(deleted);
    remaining = remaining.map(Map::copyOf);
  }

  /** Returns the number of deleted items of a store. */
  public long deleted(DataStore store) {
    return deleted.getOrDefault(store, 0L);
  }

  /** Returns the number of items that are left in a store; empty if they are not counted yet. */
  public Optional<Long> remaining(DataStore store) {
    return remaining.map(counted -> counted.getOrDefault(store, 0L));
  }

  /** Returns this receipt with more deleted items. */
  public TargetReceipt plus(Map<DataStore, Long> more) {
    Map<DataStore, Long> sum = new EnumMap<>(DataStore.class);
    sum.putAll(deleted);
    more.forEach((store, count) -> sum.merge(store, count, Long::sum));
    return new TargetReceipt(sum, remaining, goneBy);
  }

  /** Returns this receipt with what is left. */
  public TargetReceipt leaving(Map<DataStore, Long> left, Optional<Instant> until) {
    return new TargetReceipt(deleted, Optional.of(left), until);
  }
}
