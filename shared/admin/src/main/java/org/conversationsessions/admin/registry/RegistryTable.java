package org.conversationsessions.admin.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.AppItem;
import org.conversationsessions.store.registry.BotItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads and conditional writes of items in the registry table. A write returns false if its
 * condition does not hold. Every other failure is a {@link
 * org.conversationsessions.application.StoreException}.
 */
final class RegistryTable {
  private final DynamoDbClient dynamo;
  private final String name;

  RegistryTable(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = Dynamo.bounded(dynamo);
    this.name = tables.registry();
  }

  /** Reads an item; empty if there is none. Strongly consistent. */
  Map<String, AttributeValue> read(String id) {
    return dynamo.getItem(get -> get.tableName(name).key(key(id)).consistentRead(true)).item();
  }

  /** Writes an item unless one of its identifier exists. */
  boolean putNew(Map<String, AttributeValue> item) {
    return tryWrite(
        () ->
            dynamo.putItem(
                put ->
                    put.tableName(name)
                        .item(item)
                        .conditionExpression("attribute_not_exists(id)")));
  }

  /** Replaces an app's item unless it has been changed since it was read (optimistic locking). */
  boolean replaceApp(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    Map<String, AttributeValue> values = new HashMap<>();
    StringJoiner unchanged = new StringJoiner(" AND ");
    for (String attribute : AppItem.CHANGEABLE) {
      AttributeValue value = before.get(attribute);
      unchanged.add(
          value == null
              ? "attribute_not_exists(" + attribute + ")"
              : attribute + " = :" + attribute);
      if (value != null) {
        values.put(":" + attribute, value);
      }
    }
    return tryWrite(
        () ->
            dynamo.putItem(
                put ->
                    put.tableName(name)
                        .item(after)
                        .conditionExpression("attribute_exists(id) AND " + unchanged)
                        .expressionAttributeValues(values)));
  }

  /** Updates an item if a condition holds. */
  boolean update(String id, String update, String condition, Map<String, AttributeValue> values) {
    return tryWrite(
        () ->
            dynamo.updateItem(
                request ->
                    request
                        .tableName(name)
                        .key(key(id))
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values)));
  }

  /** Deletes an item if it is of a kind. */
  boolean delete(String id, String kind) {
    return tryWrite(
        () ->
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(name)
                        .key(key(id))
                        .conditionExpression("kind = :kind")
                        .expressionAttributeValues(Map.of(":kind", Attributes.s(kind)))));
  }

  /** Passes every item to the visitor. Strongly consistent. */
  void scan(Consumer<Map<String, AttributeValue>> visitor) {
    ScanRequest scan = ScanRequest.builder().tableName(name).consistentRead(true).build();
    Map<String, AttributeValue> start = Map.of();
    do {
      ScanResponse page =
          dynamo.scan(start.isEmpty() ? scan : scan.toBuilder().exclusiveStartKey(start).build());
      page.items().forEach(visitor);
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
  }

  /** Passes the items of a kind to the visitor until it returns false. Eventually consistent. */
  void query(String kind, Predicate<Map<String, AttributeValue>> visitor) {
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(name)
            .indexName(BotItem.BY_KIND)
            .keyConditionExpression("kind = :kind")
            .expressionAttributeValues(Map.of(":kind", Attributes.s(kind)))
            .build(),
        visitor);
  }

  private static boolean tryWrite(Runnable write) {
    try {
      write.run();
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of(BotItem.ID, Attributes.s(id));
  }
}
