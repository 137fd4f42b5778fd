package org.conversationsessions.store.tag;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Postings in the counters table. A write takes one write unit for each kilobyte. */
final class DynamoPostingStore implements PostingStore {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final boolean replacesDamaged;

  /**
   * Creates the adapter.
   *
   * @param replacesDamaged whether postings that cannot be read are found as none, so that the next
   *     write replaces them
   */
  DynamoPostingStore(DynamoDbClient dynamo, Tables tables, boolean replacesDamaged) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.replacesDamaged = replacesDamaged;
  }

  @Override
  public Map<PostingKey, Stored> read(Collection<PostingKey> keys) {
    Map<Map<String, AttributeValue>, PostingKey> byItemKey = new HashMap<>();
    Map<PostingKey, Stored> found = new HashMap<>();
    for (PostingKey key : keys) {
      byItemKey.put(PostingItem.key(key), key);
      found.put(key, Stored.NONE);
    }
    Batches.getAll(
        dynamo,
        tables.counters(),
        List.copyOf(byItemKey.keySet()),
        true,
        item -> {
          Attributes read = new Attributes(item);
          PostingKey key =
              byItemKey.get(
                  CounterItem.key(read.text(CounterItem.COUNTER_KEY), read.text(CounterItem.SPAN)));
          if (key != null) {
            found.put(key, stored(key, item));
          }
        });
    return found;
  }

  private Stored stored(PostingKey key, Map<String, AttributeValue> item) {
    try {
      return PostingItem.read(key.span(), item);
    } catch (UnreadableItemException e) {
      if (!replacesDamaged) {
        throw e;
      }
      return PostingItem.readWithoutPostings(item);
    }
  }

  @Override
  public boolean write(PostingKey key, Stored next) {
    PutItemRequest.Builder put =
        PutItemRequest.builder().tableName(tables.counters()).item(PostingItem.of(key, next));
    if (next.version() == 1) {
      put.conditionExpression("attribute_not_exists(v)");
    } else {
      put.conditionExpression("v = :version")
          .expressionAttributeValues(Map.of(":version", Attributes.n(next.version() - 1)));
    }
    try {
      dynamo.putItem(put.build());
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
