package org.conversationsessions.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy in front of a database, on the loopback address, that makes calls slow or throttles them
 * with the answers that DynamoDB gives. Calls of the tables' streams pass as they are.
 */
final class FaultyDatabase implements AutoCloseable {
  private static final String OPERATION = "DynamoDB_20120810.";
  private static final String CONTENT = "application/x-amz-json-1.0";
  private static final List<String> PASSED_ON =
      List.of("X-Amz-Target", "X-Amz-Date", "Authorization");

  static {
    // Read once, when the JDK's server is first used: without it an answer waits up to 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final URI database;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Random random;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger throttled = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;

  /**
   * What is wrong with the database.
   *
   * @param latency how long a call waits before it reaches the database; it takes effect then, also
   *     if its caller has given up
   * @param percent how many calls of a hundred are throttled
   */
  record Fault(Duration latency, int percent) {
    static final Fault NONE = new Fault(Duration.ZERO, 0);

    static Fault latency(Duration latency) {
      return new Fault(latency, 0);
    }

    static Fault throttling(int percent) {
      return new Fault(Duration.ZERO, percent);
    }
  }

  /** Starts a proxy of this database; nothing is wrong at first. */
  FaultyDatabase(URI database, Random random) throws IOException {
    this.database = database;
    this.random = random;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on this is wrong. */
  void set(Fault next) {
    fault = next;
    most.set(0);
    throttled.set(0);
  }

  /** Returns the most calls that were under way at a time since the fault was set. */
  int mostUnderWay() {
    return most.get();
  }

  /** Returns how many calls were throttled since the fault was set. */
  int throttled() {
    return throttled.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      Fault now = target.startsWith(OPERATION) ? fault : Fault.NONE;
      if (now.latency.isPositive()) {
        Thread.sleep(now.latency);
      }
      if (isHit(now)) {
        throttled.incrementAndGet();
        throttle(exchange, target.substring(OPERATION.length()), Client.json(request));
        return;
      }
      HttpRequest.Builder passedOn =
          HttpRequest.newBuilder(database)
              .header("Content-Type", CONTENT)
              .POST(HttpRequest.BodyPublishers.ofByteArray(request));
      for (String name : PASSED_ON) {
        passedOn.header(name, String.valueOf(exchange.getRequestHeaders().getFirst(name)));
      }
      HttpResponse<byte[]> response =
          http.send(passedOn.build(), HttpResponse.BodyHandlers.ofByteArray());
      send(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.decrementAndGet();
    }
  }

  private boolean isHit(Fault now) {
    synchronized (random) {
      return random.nextInt(100) < now.percent;
    }
  }

  /** Whole calls are refused, items of batches are left over, transactions are canceled. */
  private static void throttle(HttpExchange exchange, String operation, JsonNode request)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    switch (operation) {
      case "BatchGetItem" -> {
        body.putObject("Responses");
        body.set("UnprocessedKeys", request.path("RequestItems"));
        send(exchange, 200, Client.bytes(body));
      }
      case "BatchWriteItem" -> {
        body.set("UnprocessedItems", request.path("RequestItems"));
        send(exchange, 200, Client.bytes(body));
      }
      case "TransactWriteItems" -> {
        body.put("__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException");
        body.put(
            "Message",
            "Transaction cancelled, please refer cancellation reasons for specific reasons"
                + " [ThrottlingError]");
        var reasons = body.putArray("CancellationReasons");
        for (int i = 0; i < request.path("TransactItems").size(); i++) {
          reasons.addObject().put("Code", i == 0 ? "ThrottlingError" : "None");
        }
        send(exchange, 400, Client.bytes(body));
      }
      default -> {
        body.put(
            "__type", "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
        body.put(
            "message",
            "The level of configured provisioned throughput for the table was exceeded. Consider"
                + " increasing your provisioning level with the UpdateTable API.");
        send(exchange, 400, Client.bytes(body));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", CONTENT);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
