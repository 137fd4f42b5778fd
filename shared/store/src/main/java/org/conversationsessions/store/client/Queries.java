package org.conversationsessions.store.client;

import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Follows a query to its end, over all its pages: what lies beyond the first megabyte is never
 * lost.
 */
public final class Queries {
  private Queries() {}

  /** Gives every item found to the visitor until it answers false. */
  public static void each(
      DynamoDbClient dynamo, QueryRequest query, Predicate<Map<String, AttributeValue>> visitor) {
    QueryRequest next = query;
    while (true) {
      QueryResponse page = once(dynamo, next);
      for (Map<String, AttributeValue> item : page.items()) {
        if (!visitor.test(item)) {
          return;
        }
      }
      if (page.lastEvaluatedKey().isEmpty()) {
        return;
      }
      next = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  /** One page. */
  public static QueryResponse once(DynamoDbClient dynamo, QueryRequest query) {
    return dynamo.query(query);
  }
}
