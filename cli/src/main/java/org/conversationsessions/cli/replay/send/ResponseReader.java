package org.conversationsessions.cli.replay.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the answers to recorded activity (contract, section 6). */
final class ResponseReader {
  private ResponseReader() {}

  /**
   * Reads an answer with status 200.
   *
   * @param events the number of events sent
   */
  static SendResult read(String body, int events) {
    JsonNode results = BotResource.parse(body).path("results");
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
                    error.path("code").asInt(), BotResource.excerpt(error.path("msg").asText()))));
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
}
