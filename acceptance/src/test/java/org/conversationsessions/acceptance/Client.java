package org.conversationsessions.acceptance;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a service, to the letter of what a test says. Every response is held against
 * the API document.
 */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How often a sweep is tried. */
  private static final int SWEEPS = 3;

  private final LocalService service;

  /** A client of a service. */
  Client(LocalService service) {
    this.service = service;
  }

  /** A client of the shared service. */
  static Client shared() {
    return new Client(RunningService.get());
  }

  /** The service. */
  public LocalService service() {
    return service;
  }

  /**
   * Sends a request.
   *
   * @param path with the query, percent-encoded
   * @param body empty for none
   * @param headers names and values in turn
   */
  Answer send(String method, String path, String body, String... headers) {
    return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Sends a request with a body of bytes. */
  Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    try {
      HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
      DocumentedResponses.check(method, path, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends JSON with a token, as the documented clients do. */
  public Answer call(String method, String path, String token, String body) {
    return send(method, path, body, "auth", token, "Content-Type", "application/json");
  }

  /**
   * Lets the sweep run as if its schedule had fired at this time; its report. It sweeps every bot
   * of the service. A sweep that fails in part, as on a machine that is too busy to answer in time,
   * is followed by others, as its schedule would; what still fails then is a failure.
   */
  JsonNode sweep(Instant time) {
    byte[] event = bytes(Map.of("time", time.toString()));
    String failure = "";
    for (int sweeps = 0; sweeps < SWEEPS; sweeps++) {
      switch (service.functions().invoke("SweepInactiveFunction", event)) {
        case Invocation.Succeeded(byte[] payload) -> {
          return json(payload);
        }
        case Invocation.Failed failed -> {
          failure = failed.message();
          System.out.printf("a sweep failed: %s%n", failure);
        }
      }
    }
    throw new AssertionError(failure);
  }

  /** What a recount of a bot's days finds; it repairs nothing. */
  JsonNode recount(TestBot bot, LocalDate from, LocalDate to) {
    byte[] event =
        bytes(Map.of("botId", bot.id().value(), "from", from.toString(), "to", to.toString()));
    return switch (service.functions().invoke("RecountSessionsFunction", event)) {
      case Invocation.Succeeded(byte[] payload) -> json(payload);
      case Invocation.Failed failed -> throw new AssertionError(failed.message());
    };
  }

  /** A value as JSON. */
  static byte[] bytes(@Nullable Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A value as JSON. */
  public static String text(@Nullable Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** JSON as a value. */
  static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
