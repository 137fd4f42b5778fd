package org.conversationsessions.domain.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The number of shards of a bot's sessions, by the day of their start. One partition of a DynamoDB
 * table or index takes 1,000 write units a second (AWS: partition keys). With one shard, a bot's
 * sessions of one day are one partition of an index. The number can change for future days only.
 * The number of a day that has begun never changes, so stored sessions never move.
 *
 * @param shardsByFirstDay the number of shards, by the first day on which it applies
 */
public record Sharding(Map<LocalDate, Integer> shardsByFirstDay) {
  /** One shard on every day, the sharding of a bot without changes. */
  public static final Sharding ONE = new Sharding(Map.of());

  /** The most shards. A page of the history reads each of them. */
  public static final int MAX_SHARDS = 64;

  /**
   * The minimum time between a change and the first day on which it applies. A request or a cache
   * keeps a bot's sharding far shorter than that.
   */
  public static final Duration LEAD_TIME = Duration.ofHours(1);

  /**
   * Validates the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Sharding {
    shardsByFirstDay = Map.copyOf(shardsByFirstDay);
    shardsByFirstDay.values().forEach(Sharding::check);
  }

  /** Returns the number of shards on a day. */
  public int shards(LocalDate day) {
    var found = sorted().floorEntry(day);
    return found == null ? 1 : found.getValue();
  }

  /** Returns the highest number of shards on a day of a window. */
  public int maxShards(Instant from, Instant to) {
    LocalDate first = day(from);
    LocalDate last = day(to);
    int max = shards(first);
    for (int shards : sorted().subMap(first, true, last, true).values()) {
      max = Math.max(max, shards);
    }
    return max;
  }

  /**
   * Returns the shard of an end user on a day, the first being 0. All sessions of an end user on a
   * day are in one shard.
   */
  public int shardOf(String userId, LocalDate day) {
    int shards = shards(day);
    if (shards == 1) {
      return 0;
    }
    CRC32 hash = new CRC32();
    hash.update(userId.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % shards);
  }

  /** Returns this sharding with another number from a day on. */
  public Sharding with(LocalDate day, int shards) {
    Map<LocalDate, Integer> more = new TreeMap<>(sorted().headMap(day, false));
    more.put(day, shards);
    return new Sharding(more);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private NavigableMap<LocalDate, Integer> sorted() {
    return new TreeMap<>(shardsByFirstDay);
  }

  private static void check(int shards) {
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new IllegalArgumentException("there are 1 to " + MAX_SHARDS + " shards, not " + shards);
    }
  }
}
