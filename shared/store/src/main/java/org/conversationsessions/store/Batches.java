package org.conversationsessions.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.conversationsessions.domain.StoreException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads many items of one table, a hundred a round trip. */
final class Batches {
  private static final int MAX_KEYS = 100;
  private static final int MAX_ROUNDS = 8;

  private Batches() {}

  /**
   * Gives every item found to the visitor, in no order. Eventually consistent.
   *
   * @throws StoreException if DynamoDB leaves keys unprocessed again and again
   */
  static void get(
      DynamoDbClient dynamo,
      String table,
      List<Map<String, AttributeValue>> keys,
      Consumer<Map<String, AttributeValue>> visitor) {
    get(dynamo, table, keys, false, visitor);
  }

  /**
   * Gives every item found to the visitor, in no order.
   *
   * @param consistent whether to see every write that was answered; that costs twice as much
   * @throws StoreException if DynamoDB leaves keys unprocessed again and again
   */
  static void get(
      DynamoDbClient dynamo,
      String table,
      List<Map<String, AttributeValue>> keys,
      boolean consistent,
      Consumer<Map<String, AttributeValue>> visitor) {
    for (int from = 0; from < keys.size(); from += MAX_KEYS) {
      int to = Math.min(keys.size(), from + MAX_KEYS);
      getOnce(dynamo, table, keys.subList(from, to), consistent, visitor);
    }
  }

  private static void getOnce(
      DynamoDbClient dynamo,
      String table,
      List<Map<String, AttributeValue>> keys,
      boolean consistent,
      Consumer<Map<String, AttributeValue>> visitor) {
    List<Map<String, AttributeValue>> left = keys;
    for (int round = 1; !left.isEmpty(); round++) {
      List<Map<String, AttributeValue>> asked = left;
      BatchGetItemResponse page =
          Dynamo.call(
              "reading from " + table,
              () ->
                  dynamo.batchGetItem(
                      get ->
                          get.requestItems(
                              Map.of(
                                  table,
                                  KeysAndAttributes.builder()
                                      .keys(asked)
                                      .consistentRead(consistent)
                                      .build()))));
      page.responses().getOrDefault(table, List.of()).forEach(visitor);
      KeysAndAttributes unprocessed = page.unprocessedKeys().get(table);
      left = unprocessed == null ? List.of() : new ArrayList<>(unprocessed.keys());
      if (!left.isEmpty()) {
        pause(table, round);
      }
    }
  }

  /** Unprocessed keys mean throttling: DynamoDB asks to wait, longer each time. */
  private static void pause(String table, int round) {
    if (round == MAX_ROUNDS) {
      throw new StoreException("reading from " + table + ": throttled " + round + " times");
    }
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(10L << round)));
  }
}
