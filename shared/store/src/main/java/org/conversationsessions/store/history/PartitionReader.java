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
 * Reads a partition row by row, newest first. The first query has the expected number of rows as
 * its limit. The second one reads a few more, which are nearly always enough. Each further query
 * reads half as many rows as were read before.
 */
final class PartitionReader {
  private static final int MIN_NEXT = 16;

  /**
   * The number of rows of the usual size that half a read unit reads. That is also what a row by
   * its key, or a short item, takes.
   */
  static final int ROWS_OF_A_READ = 8;

  private static final int MAX_LIMIT = 1000;

  private final DynamoDbClient dynamo;
  private final QueryRequest query;
  private final Deque<Session> rows = new ArrayDeque<>();
  private @Nullable Map<String, AttributeValue> start;
  private long nextLimit;
  private long requested;
  private boolean readMore;
  private boolean exhausted;

  /**
   * Creates a reader. Reads nothing yet.
   *
   * @param expected how many rows to request first
   */
  PartitionReader(DynamoDbClient dynamo, QueryRequest query, long expected) {
    this.dynamo = dynamo;
    this.query = query;
    this.nextLimit = Math.max(1, expected);
  }

  /** Returns the next row without removing it; empty at the end. */
  Optional<Session> peek() {
    while (rows.isEmpty() && !exhausted) {
      read();
    }
    return Optional.ofNullable(rows.peek());
  }

  /** Removes the row that {@link #peek} returned. */
  void remove() {
    rows.remove();
  }

  /**
   * Reads until the end, or until a number of rows are waiting.
   *
   * @return whether all rows have been read
   */
  boolean readAll(int limit) {
    while (!exhausted && rows.size() < limit) {
      nextLimit = Math.max(1, limit - rows.size());
      read();
    }
    return exhausted;
  }

  /** Returns the rows that were read and not removed. */
  List<Session> buffered() {
    return List.copyOf(rows);
  }

  private void read() {
    QueryRequest.Builder request = query.toBuilder().limit((int) Math.min(MAX_LIMIT, nextLimit));
    if (start != null) {
      request.exclusiveStartKey(start);
    }
    QueryResponse page = Queries.readPage(dynamo, request.build());
    page.items()
        .forEach(item -> UnreadableRows.skipUnreadable(() -> rows.add(SessionItem.read(item))));
    start = page.lastEvaluatedKey();
    exhausted = start.isEmpty();
    requested += Math.min(MAX_LIMIT, nextLimit);
    nextLimit = nextLimit > MAX_LIMIT ? nextLimit - MAX_LIMIT : growLimit(requested);
  }

  private long growLimit(long requestedSoFar) {
    if (readMore || requestedSoFar >= MAX_LIMIT) {
      return Math.max(MIN_NEXT, requestedSoFar / 2);
    }
    readMore = true;
    return Math.max(ROWS_OF_A_READ, requestedSoFar / 8);
  }
}
