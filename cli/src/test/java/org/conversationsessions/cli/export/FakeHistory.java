package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/**
 * Answers getSessions and getMessagesV2 as the service does: windows with both ends, an order, a
 * longest range, pages with cursors that contain the query (contract, sections 5 and 14).
 */
final class FakeHistory implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** What happens to a request, by its number from 1: 0, or the status of a failure. */
  interface Faults {
    int status(int request);
  }

  /** A message of a session. */
  private record Said(String session, String user, Instant at, String text) {}

  private record Kept(String id, String user, Instant start) {}

  private final HttpServer server;
  private final List<Kept> sessions = new ArrayList<>();
  private final List<Said> messages = new ArrayList<>();
  private final List<JsonNode> queries = new ArrayList<>();
  private Faults faults = request -> 0;
  private Duration longest = Duration.ofDays(7);
  private int page = Integer.MAX_VALUE;
  private int mostSessions = 50;
  private int requests;
  private Runnable beforeAnswer = () -> {};

  FakeHistory() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stores a session; its identifier. */
  synchronized String session(String user, Instant start) {
    String id = "%08x%016x".formatted(start.getEpochSecond(), sessions.size());
    sessions.add(new Kept(id, user, start));
    return id;
  }

  /** Stores a message of a session. */
  synchronized void message(String session, Instant at, String text) {
    String user =
        sessions.stream()
            .filter(kept -> kept.id().equals(session))
            .findFirst()
            .orElseThrow()
            .user();
    messages.add(new Said(session, user, at, text));
  }

  /** Sets the longest range of dates. */
  synchronized void longestRange(Duration range) {
    longest = range;
  }

  /** Ends pages early, as the service does with a page of 5 MB. */
  synchronized void pagesOf(int rows) {
    page = rows;
  }

  /** Refuses queries for the messages of more sessions. */
  synchronized void atMostSessions(int count) {
    mostSessions = count;
  }

  synchronized void fail(Faults with) {
    faults = with;
  }

  /** Runs something before each answer. */
  synchronized void beforeAnswer(Runnable action) {
    beforeAnswer = action;
  }

  /** Returns the bodies of the requests that did not fail. */
  synchronized List<JsonNode> queries() {
    return List.copyOf(queries);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      int status = faults.status(++requests);
      String path = exchange.getRequestURI().getPath();
      beforeAnswer.run();
      ObjectNode answer = JSON.createObjectNode();
      if (status == 0) {
        queries.add(body);
        JsonNode query = body.has("cursor") ? read(body.path("cursor").asText()) : body;
        status =
            path.equals("/api/public/bot/st-1/getSessions")
                ? sessions(query, body.path("limit").asInt(), answer)
                : path.equals("/api/public/bot/st-1/getMessagesV2")
                    ? messages(query, body.path("limit").asInt(), answer)
                    : 404;
      }
      if (status != 200) {
        answer.putArray("errors").addObject().put("msg", "refused here").put("code", status);
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private int sessions(JsonNode query, int limit, ObjectNode answer) {
    Instant from = Instant.parse(query.path("dateFrom").asText());
    Instant to = Instant.parse(query.path("dateTo").asText());
    if (from.isAfter(to) || Duration.between(from, to).compareTo(longest) > 0) {
      return 400;
    }
    List<Kept> found =
        sessions.stream()
            .filter(kept -> !kept.start().isBefore(from) && !kept.start().isAfter(to))
            .filter(
                kept -> !query.has("userId") || query.path("userId").asText().equals(kept.user()))
            .sorted(Comparator.comparing(Kept::start).thenComparing(Kept::id).reversed())
            .filter(
                kept ->
                    !query.has("after") || key(kept).compareTo(query.path("after").asText()) < 0)
            .toList();
    List<Kept> shown = found.subList(0, Math.min(found.size(), Math.min(limit, page)));
    ArrayNode rows = answer.putNull("next").putArray("sessions");
    shown.forEach(kept -> rows.add(json(kept)));
    if (shown.size() < found.size()) {
      next(answer, query, key(shown.getLast()));
    }
    return 200;
  }

  private int messages(JsonNode query, int limit, ObjectNode answer) {
    Set<String> ids = new TreeSet<>();
    query.path("sessionId").forEach(id -> ids.add(id.asText()));
    if (ids.size() > mostSessions || !query.path("forward").asBoolean()) {
      return 400;
    }
    List<Said> found =
        messages.stream()
            .filter(said -> ids.contains(said.session()))
            .sorted(Comparator.comparing(FakeHistory::key))
            .filter(
                said ->
                    !query.has("after") || key(said).compareTo(query.path("after").asText()) > 0)
            .toList();
    List<Said> shown = found.subList(0, Math.min(found.size(), Math.min(limit, page)));
    ArrayNode rows = answer.putNull("next").putArray("messages");
    shown.forEach(said -> rows.add(json(said)));
    if (shown.size() < found.size()) {
      next(answer, query, key(shown.getLast()));
    }
    return 200;
  }

  private static String key(Kept kept) {
    return kept.start().toEpochMilli() + kept.id();
  }

  private static String key(Said said) {
    return said.at().toEpochMilli() + said.session() + said.text();
  }

  private static void next(ObjectNode answer, JsonNode query, String after) {
    ObjectNode cursor = query.deepCopy();
    answer.put("next", cursor.put("after", after).toString());
  }

  private static JsonNode read(String cursor) {
    try {
      return JSON.readTree(cursor);
    } catch (IOException e) {
      throw new AssertionError("no cursor: " + cursor, e);
    }
  }

  private static ObjectNode json(Kept kept) {
    ObjectNode json = JSON.createObjectNode().put("sessionId", kept.id()).put("botId", "st-1");
    json.put("channel", "rtm")
        .put("userId", kept.user())
        .put("start_time", kept.start().toString());
    json.put("noOfMessagesExchanged", 2);
    json.putObject("tags").putArray("userTags");
    return json;
  }

  private static ObjectNode json(Said said) {
    ObjectNode json = JSON.createObjectNode().put("_id", "ms-" + key(said));
    json.put("sessionId", said.session()).put("createdBy", said.user());
    json.put("createdOn", said.at().toString());
    json.putArray("components").addObject().putObject("data").put("text", said.text());
    return json;
  }

  /** Returns the values of a field in the rows of an NDJSON export, in order. */
  static List<String> values(String ndjson, String record, String field) {
    return ndjson
        .lines()
        .map(FakeHistory::read)
        .filter(row -> row.path("record").asText().equals(record))
        .flatMap(row -> StreamSupport.stream(row.findValues(field).spliterator(), false))
        .map(JsonNode::asText)
        .toList();
  }
}
