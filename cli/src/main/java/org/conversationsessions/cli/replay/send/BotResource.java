package org.conversationsessions.cli.replay.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.domain.registry.BotId;

/**
 * A resource of a bot in the public API, over HTTP. Sends each request once: the caller decides
 * about retries. Thread-safe.
 */
public final class BotResource {
  /** The outcome of a request. */
  public sealed interface Outcome {
    /** The service has decided about the request. */
    sealed interface Decision extends Outcome {}

    /**
     * The service answered with status 200, or 202 for a job.
     *
     * @param body the answer
     */
    record Success(String body) implements Decision {}

    /**
     * The service refused the request; the same request would be refused again.
     *
     * @param status the HTTP status
     * @param reason the status and the service's message, on one line
     */
    record Refusal(int status, String reason) implements Decision {}

    /**
     * The service cannot answer at the moment (408, 425, 429, 5xx, or no response).
     *
     * @param reason what is known, on one line
     * @param retryAfter the pause that the service requests
     */
    record Unavailable(String reason, Optional<Duration> retryAfter) implements Outcome {}

    /**
     * Nothing has ever answered at the address.
     *
     * @param reason one line that says what to do
     */
    record Unreachable(String reason) implements Outcome {}
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_TEXT = 200;

  /** Longer than API Gateway's timeout of 30 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI resource;
  private final Supplier<String> token;
  private final InstantSource clock;

  /** Whether the service has responded before: it may then be restarting. */
  private volatile boolean responded;

  /**
   * Creates the resource.
   *
   * @param service the service's address
   * @param name the end of the resource's path, such as {@code activity}
   * @param token returns a valid token at each call
   */
  public BotResource(
      URI service, BotId bot, String name, Supplier<String> token, InstantSource clock) {
    String base = service.toString().replaceFirst("/+$", "");
    this.resource = URI.create(base + "/api/public/bot/" + bot + "/" + name);
    this.token = token;
    this.clock = clock;
  }

  /** Sends a body of JSON by {@code POST}. Waits for the response for up to 40 s. */
  public Outcome post(String body) throws InterruptedException {
    return send(
        request()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Sends a {@code GET}. Waits for the response for up to 40 s. */
  public Outcome get() throws InterruptedException {
    return send(request().GET().build());
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(resource).timeout(TIMEOUT).header("auth", token.get());
  }

  private Outcome send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      responded = true;
      return outcome(response);
    } catch (IOException e) {
      return withoutResponse(e);
    }
  }

  private Outcome outcome(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == 200 || status == 202) {
      return new Outcome.Success(response.body());
    }
    boolean isTransient = status == 408 || status == 425 || status == 429 || status >= 500;
    return isTransient
        ? new Outcome.Unavailable(reason(response), retryAfter(response.headers()))
        : new Outcome.Refusal(status, reason(response));
  }

  /**
   * A failure to connect is final at first: the service does not run or the address is wrong. Once
   * the service has responded, it may be restarting.
   */
  private Outcome withoutResponse(IOException e) {
    boolean unconnected = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    return unconnected && !responded
        ? new Outcome.Unreachable(
            "nothing answers at " + resource.getAuthority() + ": start bin/local, or check --url")
        : new Outcome.Unavailable(
            resource.getAuthority()
                + " does not answer ("
                + CommandRunner.oneLine(e.toString())
                + ")",
            Optional.empty());
  }

  private static String reason(HttpResponse<String> response) {
    String message = parse(response.body()).path("errors").path(0).path("msg").asText();
    return response.statusCode() + " " + excerpt(message.isEmpty() ? response.body() : message);
  }

  private Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers.firstValue("Retry-After").flatMap(this::duration).filter(d -> !d.isNegative());
  }

  /** Reads seconds or a date (RFC 9110, section 10.2.3). */
  private Optional<Duration> duration(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Parses an answer; a missing node if it is no JSON. */
  public static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** Returns the start of a text on one line. */
  static String excerpt(String text) {
    String line = CommandRunner.oneLine(text);
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
  }
}
