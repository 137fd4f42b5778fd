package org.conversationsessions.store.client;

import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Runs queries over all their pages. DynamoDB returns at most 1 MB per page. */
public final class Queries {
  private Queries() {}

  /** Passes every item to the visitor, in the order of the sort key, until it returns false. */
  public static void forEach(
      DynamoDbClient dynamo, QueryRequest query, Predicate<Map<String, AttributeValue>> visitor) {
    QueryRequest pageQuery = query;
    while (true) {
      QueryResponse page = readPage(dynamo, pageQuery);
      for (Map<String, AttributeValue> item : page.items()) {
        if (!visitor.test(item)) {
          return;
        }
      }
      if (page.lastEvaluatedKey().isEmpty()) {
        return;
      }
      pageQuery = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  /** Reads one page. */
  public static QueryResponse readPage(DynamoDbClient dynamo, QueryRequest query) {
    return dynamo.query(query);
  }
}
