package org.conversationsessions.functions.closesession;

import java.util.Optional;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.closure.BulkClosureRequest;
import org.conversationsessions.api.closure.BulkClosureResponse;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.closing.ClosureJob;
import org.conversationsessions.application.closing.ClosureJobService;
import org.conversationsessions.domain.registry.Bot;

/** Closes all live sessions that match a filter, and tells how far that has come. */
record BulkClosureEndpoint(AccessCheck access, ClosureJobService jobs) {
  HttpOutcome close(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.CLOSURE)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          switch (RequestBody.readWithQuery(request, BulkClosureRequest::read)) {
            case ParseResult.Refused<BulkClosureRequest>(ApiError error) -> error;
            case ParseResult.Value<BulkClosureRequest>(BulkClosureRequest asked) ->
                close(bot, asked);
          };
    };
  }

  private HttpOutcome close(Bot bot, BulkClosureRequest asked) {
    return switch (jobs.select(bot, asked.filter())) {
      case ClosureJobService.Selection.TooMany() -> BulkClosureResponse.TOO_MANY;
      case ClosureJobService.Selection.Sessions(var sessions) ->
          asked.dryRun()
              ? BulkClosureResponse.counted(sessions.size())
              : BulkClosureResponse.of(jobs.start(bot, sessions));
    };
  }

  HttpOutcome status(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.CLOSURE)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          id(request)
              .flatMap(id -> jobs.find(bot, id))
              .<HttpOutcome>map(BulkClosureResponse::of)
              .orElse(BulkClosureResponse.UNKNOWN);
    };
  }

  private static Optional<String> id(HttpRequest request) {
    return request.pathParameter("jobId").filter(ClosureJob::isId);
  }
}
