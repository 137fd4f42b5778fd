package org.conversationsessions.store.tag;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.domain.tag.TagChange;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The index by tag of a bulk load, kept in memory as the items to be written: some 15 bytes for
 * each tag of a session.
 */
public final class BulkPostings {
  private final Items items = new Items();
  private final DynamoTagIndex index;

  /** Creates an index without sessions. */
  public BulkPostings(Clock clock, DynamoTagIndex.Shardings shardings) {
    this.index = new DynamoTagIndex(items, shardings, clock, BackoffPolicy.jittered());
  }

  /**
   * Adds changes.
   *
   * @throws org.conversationsessions.application.StoreException if a sharding cannot be read
   */
  public void add(List<TagChange> changes) {
    index
        .apply(changes)
        .values()
        .forEach(
            failure -> {
              throw failure;
            });
  }

  /** Returns all items. */
  public List<Map<String, AttributeValue>> items() {
    return List.copyOf(items.byKey.values());
  }

  private static final class Items implements PostingStore {
    private final Map<PostingKey, Map<String, AttributeValue>> byKey = new ConcurrentHashMap<>();

    @Override
    public Map<PostingKey, Stored> read(Collection<PostingKey> keys) {
      Map<PostingKey, Stored> found = new HashMap<>();
      for (PostingKey key : keys) {
        Map<String, AttributeValue> item = byKey.get(key);
        found.put(key, item == null ? Stored.NONE : PostingItem.read(key.span(), item));
      }
      return found;
    }

    @Override
    public boolean write(PostingKey key, Stored next) {
      byKey.put(key, PostingItem.of(key, next));
      return true;
    }
  }
}
