package org.conversationsessions.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.net.HttpCall;
import org.conversationsessions.local.runner.net.LoopbackServer;
import org.conversationsessions.local.runner.net.Reply;

/**
 * A proxy to the database and a credentials endpoint, as Lambda gives one to functions with
 * SnapStart. It counts the calls to both.
 */
final class WatchedAws implements AutoCloseable {
  /** The access key of the credentials. */
  static final String ACCESS_KEY = "ASIAOFTHERESTOREDFUNCTION";

  /** The secret key of the credentials. */
  static final String SECRET_KEY = "secretOfTheRestoredFunction";

  private static final String CREDENTIALS = "/credentials";
  private static final Pattern SIGNED_WITH = Pattern.compile("Credential=(\\w+)/");

  private final LoopbackServer server;
  private final URI database;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger databaseCalls = new AtomicInteger();
  private final AtomicInteger credentialsCalls = new AtomicInteger();
  private final Set<String> accessKeys = ConcurrentHashMap.newKeySet();

  /** Starts a proxy to this database. */
  WatchedAws(URI database) throws IOException {
    this.database = database;
    this.server = LoopbackServer.bind(0);
    server.start(this::answer);
  }

  /** Returns the address of the proxy. */
  String databaseUrl() {
    return server.url().toString();
  }

  /** Returns the address of the credentials endpoint. */
  String credentialsUrl() {
    return server.url() + CREDENTIALS;
  }

  /** Returns the number of calls to the database. */
  int databaseCalls() {
    return databaseCalls.get();
  }

  /** Returns the number of requests for credentials. */
  int credentialsCalls() {
    return credentialsCalls.get();
  }

  /** Returns the access keys that calls were signed with. */
  Set<String> accessKeys() {
    return Set.copyOf(accessKeys);
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }

  private Reply answer(HttpCall call) throws IOException, InterruptedException {
    if (call.path().equals(CREDENTIALS)) {
      credentialsCalls.incrementAndGet();
      return reply(200, credentials().getBytes(StandardCharsets.UTF_8));
    }
    databaseCalls.incrementAndGet();
    String signature = call.header("authorization").orElse("");
    Matcher key = SIGNED_WITH.matcher(signature);
    accessKeys.add(key.find() ? key.group(1) : "");
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(database)
                .header("X-Amz-Target", call.header("x-amz-target").orElseThrow())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Date", call.header("x-amz-date").orElseThrow())
                .header("Authorization", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(call.body().readAllBytes()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return reply(response.statusCode(), response.body());
  }

  private static Reply reply(int status, byte[] body) {
    return Reply.of(status, "application/x-amz-json-1.0", body);
  }

  private static String credentials() {
    return Client.text(
        Map.of(
            "AccessKeyId",
            ACCESS_KEY,
            "SecretAccessKey",
            SECRET_KEY,
            "Token",
            "token",
            "Expiration",
            "2099-01-01T00:00:00Z"));
  }
}
