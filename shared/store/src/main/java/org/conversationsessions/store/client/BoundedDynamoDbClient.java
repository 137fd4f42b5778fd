package org.conversationsessions.store.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A DynamoDB client that limits the number of concurrent calls. Every call of the service goes
 * through it. A call waits for a permit before the SDK begins it, so the SDK's timeouts do not run
 * while it waits. It holds the permit until it ends, the SDK's retries included.
 *
 * <p>Every failure is a {@link org.conversationsessions.application.StoreException}, with one
 * exception: the outcome of a conditional write. A failed condition and a transaction conflict
 * reach the adapter as the SDK throws them. Operations that the store does not use are not
 * supported. Thread-safe.
 */
public final class BoundedDynamoDbClient implements DynamoDbClient {
  /**
   * The number of concurrent calls. One request works on at most {@link
   * org.conversationsessions.application.concurrent.Parallel#MAX_THREADS} items at a time, so a
   * function that serves one request, as on Lambda, hardly ever waits. The JDK keeps the same
   * number of connections open ({@code http.maxConnections} in the template), so calls reuse
   * connections.
   */
  public static final int MAX_CONCURRENT_CALLS = 16;

  private final DynamoDbClient client;
  private final CallPermits permits;

  BoundedDynamoDbClient(DynamoDbClient client, CallPermits permits) {
    this.client = client;
    this.permits = permits;
  }

  /** Returns a client that makes this client's calls, {@value #MAX_CONCURRENT_CALLS} at a time. */
  public static BoundedDynamoDbClient of(DynamoDbClient client) {
    return client instanceof BoundedDynamoDbClient bounded
        ? bounded
        : new BoundedDynamoDbClient(client, new CallPermits(MAX_CONCURRENT_CALLS));
  }

  @Override
  public GetItemResponse getItem(GetItemRequest get) {
    return call("reading from", get.tableName(), false, () -> client.getItem(get));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest get) {
    return call("reading many", null, false, () -> client.batchGetItem(get));
  }

  @Override
  public QueryResponse query(QueryRequest query) {
    String where = query.indexName() == null ? query.tableName() : query.indexName();
    return call("querying", where, false, () -> client.query(query));
  }

  @Override
  public ScanResponse scan(ScanRequest scan) {
    return call("scanning", scan.tableName(), false, () -> client.scan(scan));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest put) {
    boolean conditional = put.conditionExpression() != null;
    return call("writing to", put.tableName(), conditional, () -> client.putItem(put));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest update) {
    boolean conditional = update.conditionExpression() != null;
    return call("updating", update.tableName(), conditional, () -> client.updateItem(update));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest delete) {
    boolean conditional = delete.conditionExpression() != null;
    return call("deleting from", delete.tableName(), conditional, () -> client.deleteItem(delete));
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest write) {
    return call("writing many", null, false, () -> client.batchWriteItem(write));
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest write) {
    return call("writing in a transaction", null, true, () -> client.transactWriteItems(write));
  }

  @Override
  public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
    return client.serviceClientConfiguration();
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * Makes a call.
   *
   * @param conditional whether a conflict is rethrown unchanged
   */
  private <T> T call(
      String operation, @Nullable String table, boolean conditional, Supplier<T> call) {
    permits.acquire();
    try {
      return call.get();
    } catch (SdkException e) {
      if (conditional && CallFailure.isConflict(e)) {
        throw e;
      }
      throw CallFailure.of(table == null ? operation : operation + " " + table, e);
    } finally {
      permits.release();
    }
  }
}
