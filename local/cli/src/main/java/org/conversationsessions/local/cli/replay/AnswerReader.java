package org.conversationsessions.local.cli.replay;

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
import org.conversationsessions.local.cli.Program;

/** Reads what the service answered (contract, sections 3 and 6). */
final class AnswerReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_TEXT = 200;

  private final InstantSource clock;

  AnswerReader(InstantSource clock) {
    this.clock = clock;
  }

  Answer read(HttpResponse<String> response, int events) {
    int status = response.statusCode();
    return switch (status) {
      case 200 -> results(response.body(), events);
      case 412, 413 -> new Answer.Refused(reason(response));
      case 408, 425, 429 ->
          new Answer.Unavailable(reason(response), retryAfter(response.headers()));
      default ->
          status >= 500
              ? new Answer.Unavailable(reason(response), retryAfter(response.headers()))
              : new Answer.Hopeless(reason(response));
    };
  }

  private static Answer results(String body, int events) {
    JsonNode results = parse(body).path("results");
    if (!results.isArray() || results.size() != events) {
      return new Answer.Hopeless("the answer has no result for each event: is the address right?");
    }
    List<Optional<Answer.Problem>> problems = new ArrayList<>();
    for (JsonNode result : results) {
      JsonNode error = result.path("error");
      if (error.isObject()) {
        problems.add(
            Optional.of(
                new Answer.Problem(error.path("code").asInt(), shown(error.path("msg").asText()))));
      } else if (result.path("sessionId").isTextual() || result.path("sessionId").isNull()) {
        // Null: a discard of a conversation that never had a session.
        problems.add(Optional.empty());
      } else {
        return new Answer.Hopeless("the answer tells neither session nor error of an event");
      }
    }
    return new Answer.Results(problems);
  }

  private static String reason(HttpResponse<String> response) {
    String message = parse(response.body()).path("errors").path(0).path("msg").asText();
    return response.statusCode() + " " + shown(message.isEmpty() ? response.body() : message);
  }

  private Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers.firstValue("Retry-After").flatMap(this::duration).filter(d -> !d.isNegative());
  }

  /** Seconds, or a date (RFC 9110, section 10.2.3). */
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

  private static String shown(String text) {
    String line = Program.oneLine(text);
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
  }
}
