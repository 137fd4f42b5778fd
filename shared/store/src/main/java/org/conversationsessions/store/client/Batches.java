package org.conversationsessions.store.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.Jitter;
import org.conversationsessions.application.concurrent.Parallel;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads 100 items of a table per call, or writes 25 (AWS: DynamoDB quotas). */
public final class Batches {
  private static final int MAX_KEYS = 100;
  private static final int MAX_PUTS = 25;
  private static final int MAX_ROUNDS = 8;

  private Batches() {}

  /**
   * Passes every item found to the visitor, in any order. Eventually consistent.
   *
   * @throws StoreException if keys are still unprocessed after {@value #MAX_ROUNDS} calls
   */
  public static void getAll(
      DynamoDbClient dynamo,
      String table,
      List<Map<String, AttributeValue>> keys,
      Consumer<Map<String, AttributeValue>> visitor) {
    getAll(dynamo, table, keys, false, visitor);
  }

  /**
   * Passes every item found to the visitor, in any order.
   *
   * @param consistent whether the read is strongly consistent, which costs twice as much
   * @throws StoreException if keys are still unprocessed after {@value #MAX_ROUNDS} calls
   */
  public static void getAll(
      DynamoDbClient dynamo,
      String table,
      List<Map<String, AttributeValue>> keys,
      boolean consistent,
      Consumer<Map<String, AttributeValue>> visitor) {
    for (int from = 0; from < keys.size(); from += MAX_KEYS) {
      int to = Math.min(keys.size(), from + MAX_KEYS);
      getChunk(dynamo, table, keys.subList(from, to), consistent, visitor);
    }
  }

  private static void getChunk(
      DynamoDbClient dynamo,
      String table,
      List<Map<String, AttributeValue>> keys,
      boolean consistent,
      Consumer<Map<String, AttributeValue>> visitor) {
    List<Map<String, AttributeValue>> unprocessed = keys;
    for (int round = 1; !unprocessed.isEmpty(); round++) {
      List<Map<String, AttributeValue>> requested = unprocessed;
      BatchGetItemResponse page =
          dynamo.batchGetItem(
              get ->
                  get.requestItems(
                      Map.of(
                          table,
                          KeysAndAttributes.builder()
                              .keys(requested)
                              .consistentRead(consistent)
                              .build())));
      page.responses().getOrDefault(table, List.of()).forEach(visitor);
      KeysAndAttributes rest = page.unprocessedKeys().get(table);
      unprocessed = rest == null ? List.of() : new ArrayList<>(rest.keys());
      if (!unprocessed.isEmpty()) {
        pause("reading from " + table, round);
      }
    }
  }

  /**
   * Writes items unconditionally, in any order, with several calls in parallel. All keys must
   * differ.
   *
   * @throws StoreException if items are still unprocessed after {@value #MAX_ROUNDS} calls; any of
   *     the items may have been written
   */
  public static void putAll(
      DynamoDbClient dynamo, String table, List<Map<String, AttributeValue>> items) {
    List<WriteRequest> puts =
        items.stream()
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    Parallel.forEach(
        IntStream.iterate(0, from -> from < puts.size(), from -> from + MAX_PUTS)
            .mapToObj(from -> puts.subList(from, Math.min(puts.size(), from + MAX_PUTS)))
            .toList(),
        chunk -> putChunk(dynamo, table, chunk));
  }

  private static void putChunk(DynamoDbClient dynamo, String table, List<WriteRequest> puts) {
    String operation = "writing to " + table;
    List<WriteRequest> unprocessed = puts;
    for (int round = 1; !unprocessed.isEmpty(); round++) {
      Map<String, List<WriteRequest>> requested = Map.of(table, unprocessed);
      unprocessed =
          dynamo
              .batchWriteItem(write -> write.requestItems(requested))
              .unprocessedItems()
              .getOrDefault(table, List.of());
      if (!unprocessed.isEmpty()) {
        pause(operation, round);
      }
    }
  }

  /** Waits up to 20 ms, doubled each round: unprocessed items mean throttling. */
  private static void pause(String operation, int round) {
    if (round == MAX_ROUNDS) {
      throw new StoreException(operation + ": throttled " + round + " times");
    }
    LockSupport.parkNanos(Jitter.below(TimeUnit.MILLISECONDS.toNanos(10L << round)));
  }
}
