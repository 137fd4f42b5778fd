package org.conversationsessions.store.tag;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  DynamoPostingStore(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
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
            found.put(key, PostingItem.read(key.span(), item));
          }
        });
    return found;
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
