package org.conversationsessions.cli.replay.send;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Takes activity as the service does: an event counts once, a bad event does not stop others, and a
 * failure of the service also fails the later events of its conversation. It records the order in
 * which it took each conversation's events.
 */
public final class FakeService implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** A fault that is injected into a request. */
  public enum Fault {
    NONE,
    /** 429 with Retry-After: 2. */
    LIMITED,
    /** 503 before anything is taken. */
    AWAY,
    /** Everything is taken, and the connection ends without a response. */
    CUT,
    /** The second event and all later events of its conversation fail. */
    HALF
  }

  /** Chooses the fault of a request by its number, from 1. */
  public interface Faults {
    Fault of(int request);
  }

  private final HttpServer server;
  private final Faults faults;
  private final Map<String, List<String>> taken = new LinkedHashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();
  private int status = 200;

  public FakeService(Faults faults) throws IOException {
    this.faults = faults;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers every later request with this status and body. */
  public synchronized void answer(int with, String body) {
    status = with;
    refusal = Optional.of(body);
  }

  /** Returns the ids of the events taken, in order, by user and channel. */
  public synchronized Map<String, List<String>> taken() {
    return Map.copyOf(taken);
  }

  /** Returns the number of events of each request. */
  public synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  public synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  public synchronized List<String> tokens() {
    return List.copyOf(tokens);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Reply reply;
      synchronized (this) {
        paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        tokens.add(exchange.getRequestHeaders().getFirst("auth"));
        reply = reply(JSON.readTree(body).path("events"));
      }
      if (reply.status() == 0) {
        return;
      }
      if (reply.status() == 429) {
        exchange.getResponseHeaders().add("Retry-After", "2");
      }
      byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private Reply reply(JsonNode events) {
    sizes.add(events.size());
    if (refusal.isPresent()) {
      return new Reply(status, refusal.get());
    }
    return switch (faults.of(sizes.size())) {
      case NONE -> new Reply(200, take(events, Integer.MAX_VALUE));
      case HALF -> new Reply(200, take(events, 1));
      case LIMITED -> new Reply(429, error(429, "slow down"));
      case AWAY -> new Reply(503, "<html>away</html>");
      case CUT -> {
        take(events, Integer.MAX_VALUE);
        yield new Reply(0, "");
      }
    };
  }

  private String take(JsonNode events, int failing) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode results = answer.putArray("results");
    Set<String> failed = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      String conversation = event.path("userId").asText() + "/" + event.path("channel").asText();
      ObjectNode result = results.addObject();
      result.set("eventId", event.path("eventId"));
      if (i == failing) {
        failed.add(conversation);
      }
      if (failed.contains(conversation)) {
        result.putObject("error").put("msg", "Internal Server Error").put("code", 500);
      } else if (!event.path("type").asText().equals("userMessage")) {
        result.putObject("error").put("msg", "no such type").put("code", 412);
      } else {
        result.put("sessionId", "0123456789ab0123456789ab").put("sessionStatus", "active");
        String id = event.path("eventId").asText();
        if (ids.add(id)) {
          taken.computeIfAbsent(conversation, c -> new ArrayList<>()).add(id);
        }
      }
    }
    return answer.toString();
  }

  private static String error(int code, String message) {
    return "{\"errors\":[{\"msg\":\"" + message + "\",\"code\":" + code + "}]}";
  }

  private record Reply(int status, String body) {}
}
