package org.conversationsessions.store.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads a partition row by row, the newest first, asking for the next rows when the last are used
 * up: first for as many as are expected, then for a few more, which nearly always will do, then for
 * half as many as were read so far.
 */
final class PartitionReader {
  private static final int FEWEST = 16;

  /** So many rows of the usual size are one read unit. */
  private static final int A_FEW = 8;

  private static final int MOST = 1000;

  private final DynamoDbClient dynamo;
  private final QueryRequest query;
  private final Deque<Session> rows = new ArrayDeque<>();
  private @Nullable Map<String, AttributeValue> start;
  private long next;
  private long asked;
  private boolean hasReadOn;
  private boolean exhausted;

  /**
   * Reads nothing yet.
   *
   * @param ahead how many rows to ask for at first; 1 or more
   */
  PartitionReader(DynamoDbClient dynamo, QueryRequest query, long ahead) {
    this.dynamo = dynamo;
    this.query = query;
    this.next = Math.max(1, ahead);
  }

  /** The next row, which stays; empty at the end. */
  Optional<Session> peek() {
    while (rows.isEmpty() && !exhausted) {
      read();
    }
    return Optional.ofNullable(rows.peek());
  }

  /** Passes over the row that {@link #peek} showed. */
  void pass() {
    rows.remove();
  }

  /**
   * Reads on until all rows have been read, or so many are waiting.
   *
   * @return whether all rows have been read
   */
  boolean readsAll(int most) {
    while (!exhausted && rows.size() < most) {
      next = Math.max(1, most - rows.size());
      read();
    }
    return exhausted;
  }

  /** What was read and not passed over. */
  List<Session> waiting() {
    return List.copyOf(rows);
  }

  private void read() {
    QueryRequest.Builder request = query.toBuilder().limit((int) Math.min(MOST, next));
    if (start != null) {
      request.exclusiveStartKey(start);
    }
    QueryResponse page = Queries.once(dynamo, request.build());
    page.items()
        .forEach(item -> UnreadableRows.unlessReadable(() -> rows.add(SessionItem.read(item))));
    start = page.lastEvaluatedKey();
    exhausted = start.isEmpty();
    asked += Math.min(MOST, next);
    next = next > MOST ? next - MOST : further(asked);
  }

  private long further(long soFar) {
    if (hasReadOn || soFar >= MOST) {
      return Math.max(FEWEST, soFar / 2);
    }
    hasReadOn = true;
    return Math.max(A_FEW, soFar / 8);
  }
}
