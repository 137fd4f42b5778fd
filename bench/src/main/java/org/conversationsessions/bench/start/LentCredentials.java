package org.conversationsessions.bench.start;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a function that started from a snapshot gets its credentials, as beside it on Lambda. They
 * are good for DynamoDB Local.
 */
final class LentCredentials implements AutoCloseable {
  private static final byte[] CREDENTIALS =
      """
      {"AccessKeyId":"bench","SecretAccessKey":"bench","Token":"bench",\
      "Expiration":"2099-01-01T00:00:00Z"}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  private LentCredentials(HttpServer server) {
    this.server = server;
  }

  /** Begins to lend them. */
  static LentCredentials start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, CREDENTIALS.length);
            exchange.getResponseBody().write(CREDENTIALS);
            exchange.close();
          });
      server.start();
      return new LentCredentials(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a process is told of AWS whose credentials are here, and not in its environment. */
  Map<String, String> instead(Map<String, String> aws) {
    Map<String, String> lent = new HashMap<>(aws);
    lent.keySet().removeAll(Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
    lent.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url().toString());
    lent.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "bench");
    return Map.copyOf(lent);
  }

  /** Asks for them once. */
  void fetch() {
    try (InputStream answer = url().toURL().openStream()) {
      answer.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/credentials");
  }
}
