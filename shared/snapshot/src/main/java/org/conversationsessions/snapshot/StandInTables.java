package org.conversationsessions.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonNumber;

/**
 * Answers what the rehearsed functions ask of DynamoDB, in DynamoDB's JSON. It knows no table's
 * keys and looks at no condition and no filter: on a stage everybody is alone, and each call finds
 * it as it was set. An item that is put again hides the older one from who reads by key, and a
 * deleted one stays.
 */
final class StandInTables {
  private static final Pattern SET = Pattern.compile("(\\w+) = (:\\w+)");

  /** Of each table its items, the newest first. */
  private Map<String, List<JsonObject>> tables = new HashMap<>();

  private Map<String, List<JsonObject>> kept = Map.of();
  private int written;
  private int asked;

  /** Remembers the items for {@link #rewind}. */
  synchronized void keep() {
    kept = tables;
    rewind();
  }

  /** Forgets what was written since {@link #keep}. */
  synchronized void rewind() {
    tables = new HashMap<>();
    kept.forEach((name, items) -> tables.put(name, new ArrayList<>(items)));
    written = 0;
  }

  /** How many items were written since then. */
  synchronized int written() {
    return written;
  }

  /** The answer to a request. */
  synchronized JsonObject answer(String operation, JsonObject request) {
    return switch (operation) {
      case "GetItem" ->
          get(request).map(item -> new JsonObject(Map.of("Item", item))).orElse(JsonObject.EMPTY);
      case "BatchGetItem" -> batchGet(request.object("RequestItems"));
      case "Query" -> query(request);
      case "PutItem" -> put(request);
      case "DeleteItem" -> JsonObject.EMPTY;
      case "BatchWriteItem" -> batchWrite(request.object("RequestItems"));
      case "TransactWriteItems" -> transact(request);
      default -> throw new IllegalArgumentException(operation + " is not rehearsed");
    };
  }

  private List<JsonObject> items(String table) {
    return tables.computeIfAbsent(table, name -> new ArrayList<>());
  }

  private static String table(JsonObject request) {
    return request.text("TableName").orElseThrow();
  }

  private Optional<JsonObject> get(JsonObject request) {
    return find(table(request), request.object("Key"));
  }

  private Optional<JsonObject> find(String table, JsonObject key) {
    return items(table).stream().filter(item -> has(item, key)).findFirst();
  }

  private static boolean has(JsonObject item, JsonObject key) {
    return item.members().entrySet().containsAll(key.members().entrySet());
  }

  private JsonObject batchGet(JsonObject request) {
    Map<String, Json> responses = new HashMap<>();
    request
        .members()
        .keySet()
        .forEach(
            table ->
                responses.put(
                    table,
                    new JsonArray(
                        objects(request.object(table), "Keys").stream()
                            .flatMap(key -> find(table, key).stream())
                            .map(Json.class::cast)
                            .toList())));
    return new JsonObject(
        Map.of("Responses", new JsonObject(responses), "UnprocessedKeys", JsonObject.EMPTY));
  }

  private JsonObject query(JsonObject request) {
    List<KeyRange> ranges = KeyRange.of(request);
    Comparator<JsonObject> order = Comparator.comparing(ranges.getLast()::valueIn);
    boolean backward = new JsonFlag(false).equals(request.members().get("ScanIndexForward"));
    JsonObject start = request.object("ExclusiveStartKey");
    List<JsonObject> found =
        items(table(request)).stream()
            .filter(item -> ranges.stream().allMatch(range -> range.holds(item)))
            .sorted(backward ? order.reversed() : order)
            .dropWhile(item -> !start.members().isEmpty() && !has(item, start))
            .skip(start.members().isEmpty() ? 0 : 1)
            .toList();
    int limit = (int) Math.min(found.size(), limit(request).orElse(found.size()));
    Map<String, Json> page = new LinkedHashMap<>();
    page.put("Items", new JsonArray(List.copyOf(found.subList(0, limit))));
    page.put("Count", JsonNumber.of(limit));
    page.put("ScannedCount", JsonNumber.of(anyNumber()));
    if (limit < found.size()) {
      page.put("LastEvaluatedKey", key(found.get(limit - 1), ranges));
    }
    return new JsonObject(page);
  }

  /** Numbers with all first digits in turn: the SDK's parser goes another way for each. */
  private int anyNumber() {
    asked = (asked + 1) % 10;
    return 111 * asked;
  }

  private static OptionalLong limit(JsonObject request) {
    return request.members().get("Limit") instanceof JsonNumber number
        ? number.integer()
        : OptionalLong.empty();
  }

  private static JsonObject key(JsonObject item, List<KeyRange> ranges) {
    Map<String, Json> key = new HashMap<>();
    ranges.forEach(range -> key.put(range.attribute(), item.object(range.attribute())));
    return new JsonObject(key);
  }

  private JsonObject put(JsonObject request) {
    return add(table(request), request.object("Item"));
  }

  private JsonObject add(String table, JsonObject item) {
    items(table).addFirst(item);
    written++;
    return JsonObject.EMPTY;
  }

  private JsonObject batchWrite(JsonObject request) {
    for (String table : request.members().keySet()) {
      objects(request, table)
          .forEach(write -> add(table, write.object("PutRequest").object("Item")));
    }
    return new JsonObject(Map.of("UnprocessedItems", JsonObject.EMPTY));
  }

  private JsonObject transact(JsonObject request) {
    for (JsonObject write : objects(request, "TransactItems")) {
      if (write.member("Put").isPresent()) {
        put(write.object("Put"));
      } else {
        update(write.object("Update"));
      }
    }
    return JsonObject.EMPTY;
  }

  private void update(JsonObject update) {
    JsonObject before = get(update).orElse(update.object("Key"));
    items(table(update)).remove(before);
    Map<String, Json> item = new LinkedHashMap<>(before.members());
    Matcher set = SET.matcher(update.text("UpdateExpression").orElse(""));
    while (set.find()) {
      item.put(set.group(1), update.object("ExpressionAttributeValues").object(set.group(2)));
    }
    add(table(update), new JsonObject(item));
  }

  private static List<JsonObject> objects(JsonObject request, String name) {
    return request.members().get(name) instanceof JsonArray(List<Json> items)
        ? items.stream().map(JsonObject.class::cast).toList()
        : List.of();
  }
}
