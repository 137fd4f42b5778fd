package org.conversationsessions.snapshot;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;

/**
 * A DynamoDB and a credentials endpoint in this process, reached as the real ones are. It knows the
 * operations that the primed functions call, and evaluates only key conditions. Once {@link
 * #makeReadOnly} is called it accepts writes and stores nothing, so that every request finds the
 * same items.
 */
final class FakeDynamoDb implements AutoCloseable {
  private static final String CREDENTIALS =
      """
      {"AccessKeyId":"priming","SecretAccessKey":"priming","Token":"priming",
      "Expiration":"2099-01-01T00:00:00Z"}\
      """;

  /** A condition on a key attribute, which is a string or bytes. */
  private static final Pattern CONDITION =
      Pattern.compile("(#?\\w+) (?:=|BETWEEN) (:\\w+)(?: AND (:\\w+))?");

  /** The items of each table, the newest first: a read by key returns the item added last. */
  private final Map<String, List<JsonObject>> tables = new HashMap<>();

  private final HttpServer server;
  private final AtomicInteger writes = new AtomicInteger();
  private boolean readOnly;

  private record KeyCondition(String attribute, String from, String to) {
    boolean matches(JsonObject item) {
      String value = valueIn(item);
      return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
    }

    String valueIn(JsonObject item) {
      return value(item.object(attribute));
    }

    /** Returns a string, or bytes as characters that sort as they do. */
    static String value(JsonObject typed) {
      byte[] bytes = Base64.getDecoder().decode(typed.text("B").orElse(""));
      return typed.text("S").orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  /** Starts an empty database on a free port of the loopback address. */
  FakeDynamoDb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::respond);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  synchronized void makeReadOnly() {
    readOnly = true;
  }

  /** Returns how many items were written, to be read or set to zero. */
  AtomicInteger writes() {
    return writes;
  }

  /** Answers, and closes the connection: none is kept that a snapshot could contain. */
  private void respond(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    Bytes body = Bytes.readAll(exchange.getRequestBody());
    String text = target == null ? CREDENTIALS : JsonWriter.text(answer(target, body));
    byte[] answer = text.getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(answer);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Connection", "close");
    headers.set("Content-Type", "application/x-amz-json-1.0");
    headers.set("x-amz-crc32", Long.toString(checksum.getValue()));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized JsonObject answer(String target, Bytes body) {
    JsonObject request = JsonReader.read(body).object().orElseThrow();
    return switch (target.substring(target.indexOf('.') + 1)) {
      case "GetItem" ->
          find(request.text("TableName").orElseThrow(), request.object("Key"))
              .map(item -> new JsonObject(Map.of("Item", item)))
              .orElse(JsonObject.EMPTY);
      case "BatchGetItem" -> batchGet(request.object("RequestItems"));
      case "Query" -> query(request);
      case "PutItem" -> write(request);
      case "DeleteItem" -> JsonObject.EMPTY;
      case "TransactWriteItems" -> {
        objects(request, "TransactItems").forEach(write -> write(write.object("Put")));
        yield JsonObject.EMPTY;
      }
      default -> throw new IllegalArgumentException("priming does not know " + target);
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
    boolean backward = new JsonBoolean(false).equals(request.members().get("ScanIndexForward"));
    JsonObject start = request.object("ExclusiveStartKey");
    List<JsonObject> found =
        items(request.text("TableName").orElseThrow()).stream()
            .filter(item -> conditions.stream().allMatch(condition -> condition.matches(item)))
            .sorted(backward ? order.reversed() : order)
            .dropWhile(item -> !has(item, start))
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
    return CONDITION
        .matcher(query.text("KeyConditionExpression").orElse(""))
        .results()
        .map(
            part -> {
              String to = Objects.requireNonNullElse(part.group(3), part.group(2));
              return new KeyCondition(
                  names.text(part.group(1)).orElse(part.group(1)),
                  KeyCondition.value(values.object(part.group(2))),
                  KeyCondition.value(values.object(to)));
            })
        .toList();
  }

  /** Counts a write, and stores it if it is a put: an update, given as empty, changes nothing. */
  private JsonObject write(JsonObject put) {
    writes.incrementAndGet();
    if (!readOnly) {
      put.text("TableName").ifPresent(table -> items(table).addFirst(put.object("Item")));
    }
    return JsonObject.EMPTY;
  }

  private static List<JsonObject> objects(JsonObject request, String name) {
    return request.members().get(name) instanceof JsonArray(List<Json> items)
        ? items.stream().map(JsonObject.class::cast).toList()
        : List.of();
  }
}
