package org.conversationsessions.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonNumber;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An HTTP client of the SDK that answers as DynamoDB does, in this process and without a
 * connection. It knows the operations that the primed functions call, and evaluates key conditions
 * alone. Once {@link #makeReadOnly} is called it accepts writes and stores nothing, so that every
 * request finds the same items. Thread-safe: a request's calls may run in parallel.
 */
final class FakeDynamoDb implements SdkHttpClient {
  /** A condition on a key attribute, which is a string. */
  private static final Pattern CONDITION =
      Pattern.compile("(#?\\w+) (?:= (:\\w+)|BETWEEN (:\\w+) AND (:\\w+))");

  /** The items of each table, the newest first. */
  private final Map<String, List<JsonObject>> tables = new HashMap<>();

  private boolean readOnly;
  private int written;

  private record KeyCondition(String attribute, String from, String to) {
    boolean matches(JsonObject item) {
      String value = valueIn(item);
      return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
    }

    String valueIn(JsonObject item) {
      return item.object(attribute).text("S").orElse("");
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return respond(request);
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}

  private HttpExecuteResponse respond(HttpExecuteRequest request) throws IOException {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
    String operation = target.substring(target.indexOf('.') + 1);
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      JsonObject parameters = JsonReader.read(Bytes.readAll(body)).object().orElseThrow();
      byte[] answer = new JsonWriter().json(answer(operation, parameters)).finish().toArray();
      return HttpExecuteResponse.builder()
          .response(SdkHttpResponse.builder().statusCode(200).build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
          .build();
    }
  }

  synchronized void makeReadOnly() {
    readOnly = true;
  }

  /** Returns how many items were written since the last call of this method. */
  synchronized int takeWritten() {
    int count = written;
    written = 0;
    return count;
  }

  /** Adds an item. A read by key returns the item added last. */
  synchronized void put(String table, JsonObject item) {
    written++;
    if (!readOnly) {
      items(table).addFirst(item);
    }
  }

  private synchronized JsonObject answer(String operation, JsonObject request) {
    return switch (operation) {
      case "GetItem" ->
          find(request.text("TableName").orElseThrow(), request.object("Key"))
              .map(item -> new JsonObject(Map.of("Item", item)))
              .orElse(JsonObject.EMPTY);
      case "BatchGetItem" -> batchGet(request.object("RequestItems"));
      case "Query" -> query(request);
      case "PutItem" -> put(request);
      case "DeleteItem" -> JsonObject.EMPTY;
      case "TransactWriteItems" -> transact(request);
      default -> throw new IllegalArgumentException("priming does not know " + operation);
    };
  }

  private List<JsonObject> items(String table) {
    return tables.computeIfAbsent(table, name -> new ArrayList<>());
  }

  private Optional<JsonObject> find(String table, JsonObject key) {
    return items(table).stream().filter(item -> has(item, key)).findFirst();
  }

  private static boolean has(JsonObject item, JsonObject key) {
    return item.members().entrySet().containsAll(key.members().entrySet());
  }

  private JsonObject batchGet(JsonObject request) {
    Map<String, Json> responses = new HashMap<>();
    for (String table : request.members().keySet()) {
      List<Json> found = new ArrayList<>();
      objects(request.object(table), "Keys").forEach(key -> find(table, key).ifPresent(found::add));
      responses.put(table, new JsonArray(found));
    }
    return new JsonObject(
        Map.of("Responses", new JsonObject(responses), "UnprocessedKeys", JsonObject.EMPTY));
  }

  private JsonObject query(JsonObject request) {
    List<KeyCondition> conditions = conditions(request);
    Comparator<JsonObject> order = Comparator.comparing(conditions.getLast()::valueIn);
    boolean backward = new JsonFlag(false).equals(request.members().get("ScanIndexForward"));
    JsonObject start = request.object("ExclusiveStartKey");
    List<JsonObject> found =
        items(request.text("TableName").orElseThrow()).stream()
            .filter(item -> conditions.stream().allMatch(condition -> condition.matches(item)))
            .sorted(backward ? order.reversed() : order)
            .dropWhile(item -> !start.members().isEmpty() && !has(item, start))
            .skip(start.members().isEmpty() ? 0 : 1)
            .toList();
    int size = found.size();
    int limit =
        request.members().get("Limit") instanceof JsonNumber number
            ? (int) Math.min(size, number.integer().orElse(size))
            : size;
    Map<String, Json> page = new HashMap<>();
    page.put("Items", new JsonArray(List.copyOf(found.subList(0, limit))));
    page.put("Count", JsonNumber.of(limit));
    page.put("ScannedCount", JsonNumber.of(limit));
    if (limit < size) {
      Map<String, Json> key = new HashMap<>();
      conditions.forEach(c -> key.put(c.attribute(), found.get(limit - 1).object(c.attribute())));
      page.put("LastEvaluatedKey", new JsonObject(key));
    }
    return new JsonObject(page);
  }

  /** Parses the key condition expression: the last condition is the sort key's. */
  private static List<KeyCondition> conditions(JsonObject query) {
    JsonObject names = query.object("ExpressionAttributeNames");
    JsonObject values = query.object("ExpressionAttributeValues");
    List<KeyCondition> conditions = new ArrayList<>();
    Matcher part = CONDITION.matcher(query.text("KeyConditionExpression").orElse(""));
    while (part.find()) {
      boolean equal = part.group(2) != null;
      conditions.add(
          new KeyCondition(
              names.text(part.group(1)).orElse(part.group(1)),
              values.object(part.group(equal ? 2 : 3)).text("S").orElse(""),
              values.object(part.group(equal ? 2 : 4)).text("S").orElse("")));
    }
    return conditions;
  }

  private JsonObject put(JsonObject request) {
    put(request.text("TableName").orElseThrow(), request.object("Item"));
    return JsonObject.EMPTY;
  }

  /** Stores puts. An update counts as a write and changes nothing. */
  private JsonObject transact(JsonObject request) {
    for (JsonObject write : objects(request, "TransactItems")) {
      if (write.member("Put").isPresent()) {
        put(write.object("Put"));
      } else {
        written++;
      }
    }
    return JsonObject.EMPTY;
  }

  private static List<JsonObject> objects(JsonObject request, String name) {
    return request.members().get(name) instanceof JsonArray(List<Json> items)
        ? items.stream().map(JsonObject.class::cast).toList()
        : List.of();
  }
}
