package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.replay.send.BotResource;
import org.conversationsessions.cli.replay.send.PatientCalls;

/**
 * A call of the history that waits while the service is unavailable or limits the rate.
 *
 * @param resource the call
 * @param rows the member of an answer that holds its rows
 * @param calls repeats it while the service is unavailable
 */
record HistoryResource(BotResource resource, String rows, PatientCalls calls) {
  /** The answer to a query. */
  sealed interface Answer {
    /**
     * A page.
     *
     * @param rows its sessions or messages
     * @param next the cursor of the next page; empty if this is the last one
     */
    record Page(JsonNode rows, Optional<String> next) implements Answer {}

    /**
     * Status 400: the query makes no sense or asks for too much.
     *
     * @param reason the service's message
     */
    record BadQuery(String reason) implements Answer {}
  }

  /**
   * Sends a query.
   *
   * @throws CliException if the service refuses the query or stays unavailable
   */
  Answer ask(JsonNode query) throws InterruptedException {
    String body = query.toString();
    return switch (calls.send(() -> resource.post(body))) {
      case BotResource.Outcome.Success(var answer) -> read(BotResource.parse(answer));
      case BotResource.Outcome.Refusal(var status, var reason) -> {
        if (status == 400) {
          yield new Answer.BadQuery(reason);
        }
        throw refused(reason);
      }
    };
  }

  /**
   * Sends a query that was valid before.
   *
   * @throws CliException if the service refuses it or stays unavailable
   */
  Answer.Page page(JsonNode query) throws InterruptedException {
    return switch (ask(query)) {
      case Answer.Page page -> page;
      case Answer.BadQuery(var reason) -> throw refused(reason);
    };
  }

  /** Returns the error of a refused query. */
  static CliException refused(String reason) {
    return new CliException(
        "the service refused a query: "
            + reason
            + "; check --bot and the app: it needs its secret, the bot, the scope bot_sessions:read"
            + " and for --messages chat_history:read (see bin/admin apps and set-scopes)");
  }

  private Answer.Page read(JsonNode answer) {
    JsonNode found = answer.path(rows);
    if (!found.isArray()) {
      throw new CliException(
          "the response to a query has no "
              + rows
              + ": check --url, or that --stack is this service's");
    }
    return new Answer.Page(found, Optional.ofNullable(answer.path("next").textValue()));
  }
}
