package org.conversationsessions.store.tag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.counting.TagIndex;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingList;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingNode.Divided;
import org.conversationsessions.domain.tag.PostingNode.Leaf;
import org.conversationsessions.domain.tag.PostingNode.Overfull;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.tag.PostingStore.Stored;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The index by tag in DynamoDB. The postings of a term and an hour are one item, or a tree of items
 * if they are many. Postings merge in any order with the same result ({@link PostingList}), so no
 * transaction is needed and a change may be applied again.
 *
 * <p>Each write is conditional on the version that was read (optimistic locking). A parent is read
 * before its parts and written after them. So if another writer changes a part after this one has
 * read it, one of the two conflicts at the part or at the parent, and begins again. A parent's
 * counts are taken from its parts, so those that a crash left behind are corrected when the change
 * is delivered again.
 *
 * <p>Changes of the same term and hour share their writes. An item of a quiet hour takes 1 write
 * unit and 1 read unit. In an hour that is divided, the minute and the hour take one each.
 *
 * <p>No change is refused because of its size: a second with too many sessions becomes {@link
 * Overfull}.
 */
public final class DynamoTagIndex implements TagIndex {
  /** How long an item is kept after its postings are needed. It covers different clocks. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /**
   * The number of transient failures after which the rest of a batch fails without an attempt. Each
   * may take the client's timeout of 5 seconds, and the function's timeout is 120.
   */
  private static final int MAX_TRANSIENT_FAILURES = 12;

  private final PostingStore store;
  private final Shardings shardings;
  private final Clock clock;
  private final BackoffPolicy backoff;
  private final int maxPostingsOfSecond;

  DynamoTagIndex(PostingStore store, Shardings shardings, Clock clock, BackoffPolicy backoff) {
    this(store, shardings, clock, backoff, Overfull.MAX_POSTINGS);
  }

  /**
   * Creates the adapter.
   *
   * @param maxPostingsOfSecond the most postings of a second; one more makes it overfull
   */
  DynamoTagIndex(
      PostingStore store,
      Shardings shardings,
      Clock clock,
      BackoffPolicy backoff,
      int maxPostingsOfSecond) {
    this.store = store;
    this.shardings = shardings;
    this.clock = clock;
    this.backoff = backoff;
    this.maxPostingsOfSecond = maxPostingsOfSecond;
  }

  /** Creates the adapter with a new sharding cache. */
  public static TagIndex of(DynamoDbClient dynamo, Tables tables, Clock clock) {
    return of(new DynamoPostingStore(dynamo, tables, false), dynamo, tables, clock);
  }

  /** Creates the adapter over stored postings, with a new sharding cache. */
  static DynamoTagIndex of(PostingStore store, DynamoDbClient dynamo, Tables tables, Clock clock) {
    ShardingCache shardings = new ShardingCache(dynamo, tables, clock);
    return new DynamoTagIndex(store, shardings::of, clock, BackoffPolicy.jittered());
  }

  /** Returns the sharding of a bot. */
  @FunctionalInterface
  public interface Shardings {
    /** Returns a bot's sharding. */
    Sharding of(BotId bot);
  }

  @Override
  public SortedMap<Integer, StoreException> apply(List<TagChange> changes) {
    Batch batch = new Batch();
    for (int index = 0; index < changes.size(); index++) {
      batch.add(index, changes.get(index));
    }
    Map<PostingKey, Stored> hours = prefetch(batch.hours.keySet());
    Parallel.forEach(
        batch.hours.entrySet(),
        hour ->
            batch.apply(
                hour.getKey(), hour.getValue(), Optional.ofNullable(hours.get(hour.getKey()))));
    return new TreeMap<>(batch.failures);
  }

  /**
   * Merges postings of one term of a shard.
   *
   * @param list the partition key of the term
   * @param neededUntil how long the postings are needed, at least; empty: for ever
   * @return whether anything was written
   * @throws StoreException if they were not merged, or in part only
   */
  boolean merge(String list, Collection<Posting> postings, Optional<Instant> neededUntil) {
    Map<PostingKey, HourChanges> hours = new LinkedHashMap<>();
    for (Posting posting : postings) {
      hours
          .computeIfAbsent(
              new PostingKey(list, PostingSpan.hourOf(posting.session())),
              hour -> new HourChanges())
          .add(0, posting, neededUntil);
    }
    boolean written = false;
    for (Map.Entry<PostingKey, HourChanges> hour : hours.entrySet()) {
      written |= update(hour.getKey(), hour.getValue().additions(), Optional.empty());
    }
    return written;
  }

  /** Reads all hours together; nothing if any cannot be read. */
  private Map<PostingKey, Stored> prefetch(Collection<PostingKey> hours) {
    try {
      return store.read(hours);
    } catch (StoreException e) {
      // Each hour is then read by itself, so that only those fail that cannot be read.
      return Map.of();
    }
  }

  /** Postings of a term and an hour, with the indexes of the changes that they come from. */
  private static final class HourChanges {
    private final List<Posting> postings = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private Optional<Instant> neededUntil = Optional.of(Instant.EPOCH);

    void add(int index, Posting posting, Optional<Instant> needed) {
      postings.add(posting);
      indexes.add(index);
      neededUntil = Stored.later(neededUntil, needed);
    }

    Additions additions() {
      return new Additions(
          PostingList.of(postings),
          neededUntil.map(until -> until.plus(MARGIN).truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  /**
   * Postings to be merged into a span.
   *
   * @param postings the postings
   * @param expiresAt when an item that holds them may expire; empty: never
   */
  private record Additions(PostingList postings, Optional<Instant> expiresAt) {
    /** Returns whether a stored item that holds the postings must be kept longer. */
    boolean mustProlong(Stored stored) {
      return stored.expiresBefore(expiresAt.map(at -> at.minus(MARGIN)));
    }
  }

  /** The changes of one call, and the failures. */
  private final class Batch {
    private final Map<PostingKey, HourChanges> hours = new LinkedHashMap<>();
    private final SortedMap<Integer, StoreException> failures = new ConcurrentSkipListMap<>();
    private final AtomicInteger attemptsLeft = new AtomicInteger(MAX_TRANSIENT_FAILURES);
    private final AtomicReference<StoreException> lastFailure = new AtomicReference<>();

    void add(int index, TagChange change) {
      if (change.postings().isEmpty()) {
        return;
      }
      try {
        Sharding sharding = shardings.of(change.bot());
        change
            .postings()
            .forEach(
                (term, posting) -> {
                  int shard =
                      sharding.shardOf(
                          change.userId(),
                          TimeBucket.day(Instant.ofEpochSecond(posting.session().startSecond())));
                  PostingKey hour =
                      new PostingKey(
                          PostingKey.list(change.bot(), shard, term),
                          PostingSpan.hourOf(posting.session()));
                  hours
                      .computeIfAbsent(hour, h -> new HourChanges())
                      .add(index, posting, change.neededUntil());
                });
      } catch (StoreException e) {
        failures.put(index, e);
      }
    }

    void apply(PostingKey hour, HourChanges changes, Optional<Stored> prefetched) {
      StoreException known = lastFailure.get();
      if (attemptsLeft.get() <= 0 && known != null) {
        fail(changes, known);
        return;
      }
      try {
        update(hour, changes.additions(), prefetched);
      } catch (StoreException e) {
        if (!(e instanceof UnreadableItemException)) {
          lastFailure.set(e);
          attemptsLeft.decrementAndGet();
        }
        fail(changes, e);
      }
    }

    /** A change that may succeed later must be passed again, whatever else failed for good. */
    private void fail(HourChanges changes, StoreException failure) {
      changes.indexes.forEach(
          index ->
              failures.merge(
                  index,
                  failure,
                  (old, next) -> old instanceof UnreadableItemException ? next : old));
    }
  }

  /** Merges postings into an hour, and returns whether anything was written. */
  private boolean update(PostingKey hour, Additions additions, Optional<Stored> prefetched) {
    Optional<Stored> stored = prefetched;
    for (int conflicts = 0; ; conflicts++) {
      if (conflicts > 0) {
        backoff.awaitRetry(conflicts);
      }
      Optional<Updated> updated = tryUpdate(hour, stored.orElseGet(() -> read(hour)), additions);
      if (updated.isPresent()) {
        return updated.get().written;
      }
      stored = Optional.empty();
    }
  }

  private Stored read(PostingKey key) {
    return store.read(List.of(key)).getOrDefault(key, Stored.NONE);
  }

  /**
   * The result of an update.
   *
   * @param node the node of the span afterwards
   * @param expiresAt when its item expires; empty: never
   * @param written whether anything was written
   */
  private record Updated(PostingNode node, Optional<Instant> expiresAt, boolean written) {}

  /** Merges postings into a span; empty if another writer was first. */
  private Optional<Updated> tryUpdate(PostingKey key, Stored stored, Additions additions) {
    return switch (unexpired(stored)) {
      case Leaf(PostingList old) -> {
        Leaf merged = new Leaf(old.merge(additions.postings.postings()));
        if (merged.mustBeDivided(key.span())) {
          // The parts are written first: until the parent is, the leaf still holds all postings.
          Additions all = new Additions(merged.postings(), expiryOf(stored, additions.expiresAt));
          yield tryUpdateParts(key, stored, Divided.EMPTY, all);
        }
        if (merged.postings().size() > maxPostingsOfSecond && !key.span().isDivisible()) {
          Optional<Updated> overfull = tryWrite(key, stored, new Overfull(), additions.expiresAt);
          overfull.ifPresent(written -> logOverfull(key));
          yield overfull;
        }
        yield merged.postings().equals(old) && !additions.mustProlong(stored)
            ? Optional.of(new Updated(merged, stored.expiresAt(), false))
            : tryWrite(key, stored, merged, additions.expiresAt);
      }
      case Divided divided -> tryUpdateParts(key, stored, divided, additions);
      case Overfull overfull ->
          additions.mustProlong(stored)
              ? tryWrite(key, stored, overfull, additions.expiresAt)
              : Optional.of(new Updated(overfull, stored.expiresAt(), false));
    };
  }

  /** The key holds a digest of the tag, and nothing that needs escaping. */
  private static void logOverfull(PostingKey key) {
    System.out.println(
        "{\"level\":\"WARN\",\"message\":\"too many sessions of one second have a tag: queries by"
            + " it read the rows of the hour\",\"list\":\""
            + key.list()
            + "\",\"second\":"
            + key.span().firstSecond()
            + "}");
  }

  private Optional<Updated> tryUpdateParts(
      PostingKey key, Stored stored, Divided divided, Additions additions) {
    NavigableMap<Integer, PostingList> byPart = additions.postings.divide(key.span()::partOf);
    Map<PostingKey, Stored> storedParts =
        store.read(byPart.keySet().stream().map(key::part).toList());
    Map<Integer, PostingNode> changed = new HashMap<>();
    boolean written = false;
    // A parent must not expire before its parts.
    Optional<Instant> lastExpiry = Optional.of(Instant.EPOCH);
    for (Map.Entry<Integer, PostingList> part : byPart.entrySet()) {
      PostingKey partKey = key.part(part.getKey());
      Optional<Updated> updated =
          tryUpdate(
              partKey,
              storedParts.getOrDefault(partKey, Stored.NONE),
              new Additions(part.getValue(), additions.expiresAt));
      if (updated.isEmpty()) {
        return Optional.empty();
      }
      changed.put(part.getKey(), updated.get().node);
      written |= updated.get().written;
      lastExpiry = Stored.later(lastExpiry, updated.get().expiresAt);
    }
    Divided after = divided.with(changed);
    // After a crash the parent may lag.
    return written || !after.equals(stored.node()) || stored.expiresBefore(lastExpiry)
        ? tryWrite(key, stored, after, lastExpiry)
        : Optional.of(new Updated(after, stored.expiresAt(), false));
  }

  private Optional<Updated> tryWrite(
      PostingKey key, Stored stored, PostingNode node, Optional<Instant> expiresAt) {
    Stored next = new Stored(node, stored.version() + 1, expiryOf(stored, expiresAt));
    return store.write(key, next)
        ? Optional.of(new Updated(node, next.expiresAt(), true))
        : Optional.empty();
  }

  /** Returns when an item with the stored postings and others may expire. */
  private static Optional<Instant> expiryOf(Stored stored, Optional<Instant> others) {
    return stored.exists() ? Stored.later(stored.expiresAt(), others) : others;
  }

  /** Returns a stored node; an empty one if it has expired, because the history ignores it then. */
  private PostingNode unexpired(Stored stored) {
    return stored.expiresAt().map(at -> !at.isAfter(clock.instant())).orElse(false)
        ? Leaf.EMPTY
        : stored.node();
  }
}
