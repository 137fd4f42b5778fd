package org.conversationsessions.local.runner.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.conversationsessions.local.runner.http.AwsJsonException;
import org.conversationsessions.local.runner.http.AwsJsonService;

/** Just enough of a server for AWS's own clients to reach services. */
final class AwsJsonServer implements AutoCloseable {
  private final HttpServer server;
  private volatile List<AwsJsonService> services = List.of();

  AwsJsonServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  void serve(List<AwsJsonService> served) {
    services = served;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] target = exchange.getRequestHeaders().getFirst("X-Amz-Target").split("\\.", -1);
    Map<String, Object> input = Json.object(exchange.getRequestBody().readAllBytes());
    try {
      AwsJsonService service =
          services.stream()
              .filter(each -> each.targetPrefix().equals(target[0]))
              .findFirst()
              .orElseThrow();
      answer(exchange, 200, service.call(target[1], input));
    } catch (AwsJsonException e) {
      answer(
          exchange,
          e.status(),
          Map.of("__type", e.type(), "message", String.valueOf(e.getMessage())));
    }
  }

  private static void answer(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
