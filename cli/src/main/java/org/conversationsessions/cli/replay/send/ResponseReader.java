package org.conversationsessions.cli.replay.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.cli.CommandRunner;

/** Reads the service's responses (contract, sections 3 and 6). */
final class ResponseReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_TEXT = 200;

  private final InstantSource clock;

  ResponseReader(InstantSource clock) {
    this.clock = clock;
  }

  SendResult read(HttpResponse<String> response, int events) {
    int status = response.statusCode();
    return switch (status) {
      case 200 -> results(response.body(), events);
      case 412, 413 -> new SendResult.Refused(reason(response));
      case 408, 425, 429 ->
          new SendResult.Unavailable(reason(response), retryAfter(response.headers()));
      default ->
          status >= 500
              ? new SendResult.Unavailable(reason(response), retryAfter(response.headers()))
              : new SendResult.Fatal(reason(response));
    };
  }

  private static SendResult results(String body, int events) {
    JsonNode results = parse(body).path("results");
    if (!results.isArray() || results.size() != events) {
      return new SendResult.Fatal(
          "the response does not have one result for each event: check --url");
    }
    List<Optional<SendResult.Problem>> problems = new ArrayList<>();
    for (JsonNode result : results) {
      JsonNode error = result.path("error");
      if (error.isObject()) {
        problems.add(
            Optional.of(
                new SendResult.Problem(
                    error.path("code").asInt(), excerpt(error.path("msg").asText()))));
      } else if (result.path("sessionId").isTextual() || result.path("sessionId").isNull()) {
        // Null: a discard of a conversation that never had a session.
        problems.add(Optional.empty());
      } else {
        return new SendResult.Fatal(
            "the response has neither session nor error for an event: check --url");
      }
    }
    return new SendResult.PerEvent(problems);
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

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static String excerpt(String text) {
    String line = CommandRunner.oneLine(text);
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
  }
}
