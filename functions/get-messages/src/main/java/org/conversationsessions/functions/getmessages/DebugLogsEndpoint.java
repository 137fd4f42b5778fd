package org.conversationsessions.functions.getmessages;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.debug.DebugLogRequest;
import org.conversationsessions.api.debug.DebugLogResponse;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/**
 * Handles {@code GET …/debuglogs} (contract, section 18): checks access, parses the query, reads
 * the lines and writes the response.
 *
 * @param access checks the caller
 * @param logs the lines
 * @param history finds the conversation of a session
 * @param clock the service's time
 * @param maxRange the longest range of dates
 */
record DebugLogsEndpoint(
    AccessCheck access,
    DebugLogs logs,
    SessionHistory history,
    InstantSource clock,
    Duration maxRange) {
  private static final String PATH = "/debuglogs";

  /** Returns whether a request is for debug logs. */
  static boolean takes(HttpRequest request) {
    return request.path().endsWith(PATH);
  }

  HttpOutcome answer(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.DEBUG_LOGS)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) -> answer(request, bot);
    };
  }

  private HttpOutcome answer(HttpRequest request, Bot bot) {
    return switch (DebugLogRequest.read(request, clock.instant(), maxRange)) {
      case ParseResult.Refused<DebugLogRequest>(ApiError error) -> error;
      case ParseResult.Value<DebugLogRequest>(DebugLogRequest asked) -> find(asked, bot);
    };
  }

  private HttpOutcome find(DebugLogRequest asked, Bot bot) {
    Optional<ConversationKey> ofSession =
        asked
            .session()
            .flatMap(id -> history.byId(List.of(bot), Set.of(id)).stream().findFirst())
            .map(Session::conversation);
    if (ofSession.isPresent()) {
      TimeWindow window = asked.hasDates() ? asked.window() : MessageFilter.ANY_TIME;
      return find(asked, new DebugLogs.Query(ofSession.get(), asked.session(), window));
    }
    return asked
        .userId()
        .map(userId -> new ConversationKey(bot.id(), userId, asked.channel()))
        .map(
            key ->
                find(asked, new DebugLogs.Query(key, Optional.<SessionId>empty(), asked.window())))
        .orElseGet(DebugLogResponse::empty);
  }

  private HttpOutcome find(DebugLogRequest asked, DebugLogs.Query query) {
    return switch (logs.find(query)) {
      case DebugLogs.Result.TooMany() -> DebugLogRequest.TOO_MANY;
      case DebugLogs.Result.Found(List<DebugLine> lines) ->
          DebugLogResponse.of(asked, query.conversation(), lines);
    };
  }
}
