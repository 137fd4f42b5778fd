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
 * The credentials endpoint that Lambda gives a function with SnapStart. Its credentials work for
 * DynamoDB Local.
 */
final class FakeCredentialsEndpoint implements AutoCloseable {
  private static final byte[] CREDENTIALS =
      """
      {"AccessKeyId":"bench","SecretAccessKey":"bench","Token":"bench",\
      "Expiration":"2099-01-01T00:00:00Z"}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  private FakeCredentialsEndpoint(HttpServer server) {
    this.server = server;
  }

  /** Starts the endpoint on a free port of the loopback address. */
  static FakeCredentialsEndpoint start() {
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
      return new FakeCredentialsEndpoint(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns environment variables that name this endpoint and contain no credentials. */
  Map<String, String> replaceIn(Map<String, String> aws) {
    Map<String, String> environment = new HashMap<>(aws);
    environment.keySet().removeAll(Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url().toString());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "bench");
    return Map.copyOf(environment);
  }

  /** Requests the credentials once. */
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
