package org.conversationsessions.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads a partition row by row, the newest first, asking for the next rows when the last are used
 * up.
 */
final class PartitionReader {
  private final DynamoDbClient dynamo;
  private final QueryRequest query;
  private final Deque<Session> rows = new ArrayDeque<>();
  private @Nullable Map<String, AttributeValue> start;
  private boolean exhausted;

  PartitionReader(DynamoDbClient dynamo, QueryRequest query) {
    this.dynamo = dynamo;
    this.query = query;
  }

  /** The next row, which stays; empty at the end. */
  Optional<Session> peek() {
    while (rows.isEmpty() && !exhausted) {
      QueryResponse page =
          Queries.once(
              dynamo, start == null ? query : query.toBuilder().exclusiveStartKey(start).build());
      page.items().forEach(item -> rows.add(SessionItem.read(item)));
      start = page.lastEvaluatedKey();
      exhausted = start.isEmpty();
    }
    return Optional.ofNullable(rows.peek());
  }

  /** Passes over the row that {@link #peek} showed. */
  void pass() {
    rows.remove();
  }
}
