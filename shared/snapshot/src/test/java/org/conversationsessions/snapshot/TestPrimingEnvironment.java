package org.conversationsessions.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;

/** Creates priming environments for tests. */
public final class TestPrimingEnvironment {
  private TestPrimingEnvironment() {}

  /** Returns the environment of a deployment that limits calls and requires tokens to expire. */
  public static PrimingEnvironment of(Priming priming) {
    return new PrimingEnvironment(environment(), priming.fixtures());
  }

  /** Answers the requests of a priming in turn; returns how many items each of them writes. */
  public static List<Integer> written(Priming priming) {
    List<Integer> written = new ArrayList<>();
    try (PrimingEnvironment environment = of(priming)) {
      HttpFunction function = priming.function().apply(environment.newStore());
      environment.writes().getAndSet(0);
      for (PrimingRequest request : priming.requests()) {
        environment.answer(function, request, true);
        written.add(environment.writes().getAndSet(0));
      }
    }
    return written;
  }

  /** Returns the body of a response, which may be compressed. */
  public static JsonObject body(JsonObject response) {
    byte[] body = response.text("body").orElseThrow().getBytes(StandardCharsets.UTF_8);
    if (response.object("headers").text("content-encoding").isEmpty()) {
      return JsonReader.read(Bytes.copyOf(body)).object().orElseThrow();
    }
    try (GZIPInputStream zipped =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(body)))) {
      return JsonReader.read(Bytes.readAll(zipped)).object().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> environment() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("AWS_REGION", "local"),
            Map.entry("REGISTRY_TABLE", "registry"),
            Map.entry("CONVERSATIONS_TABLE", "conversations"),
            Map.entry("SESSIONS_TABLE", "sessions"),
            Map.entry("STATES_TABLE", "states"),
            Map.entry("COUNTERS_TABLE", "counters"),
            Map.entry("DUE_TABLE", "due"),
            Map.entry("LIMITS_TABLE", "limits"),
            Map.entry("MESSAGES_TABLE", "messages"),
            Map.entry("ERASURES_TABLE", "erasures"),
            Map.entry("IMPORTS_TABLE", "imports"),
            Map.entry("DEBUG_LOGS_TABLE", "debug-logs"),
            Map.entry("RETENTION_DAYS", "90"),
            Map.entry("MAX_RANGE_DAYS", "7"),
            Map.entry("INACTIVITY_MIN_MINUTES", "5"),
            Map.entry("INACTIVITY_MAX_MINUTES", "20160"),
            Map.entry("RATE_LIMIT_PER_MINUTE", "1"),
            Map.entry("RATE_LIMIT_PER_HOUR", "1"),
            Map.entry("REQUIRE_EXPIRY", "true"),
            Map.entry("DUE_SHARDS", "4"),
            Map.entry("SWEEP_GRACE_SECONDS", "30"),
            Map.entry("KEEP_MESSAGES", "bots")));
  }
}
