package org.conversationsessions.functions.closesession;

import java.util.Optional;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.closure.BulkClosingRequest;
import org.conversationsessions.api.closure.BulkClosingResponse;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.closing.ClosingJob;
import org.conversationsessions.application.closing.ClosingJobService;
import org.conversationsessions.domain.registry.Bot;

/** Closes all live sessions that match a filter, and tells how far that has come. */
record BulkClosingEndpoint(AccessCheck access, ClosingJobService jobs) {
  HttpOutcome close(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.CLOSURE)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          switch (RequestBody.readWithQuery(request, BulkClosingRequest::read)) {
            case ParseResult.Refused<BulkClosingRequest>(ApiError error) -> error;
            case ParseResult.Value<BulkClosingRequest>(BulkClosingRequest asked) ->
                close(bot, asked);
          };
    };
  }

  private HttpOutcome close(Bot bot, BulkClosingRequest asked) {
    return switch (jobs.select(bot, asked.filter())) {
      case ClosingJobService.Selection.TooMany() -> BulkClosingResponse.TOO_MANY;
      case ClosingJobService.Selection.Sessions(var sessions) ->
          asked.dryRun()
              ? BulkClosingResponse.counted(sessions.size())
              : BulkClosingResponse.of(jobs.start(bot, sessions));
    };
  }

  HttpOutcome status(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.CLOSURE)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          id(request)
              .flatMap(id -> jobs.find(bot, id))
              .<HttpOutcome>map(BulkClosingResponse::of)
              .orElse(BulkClosingResponse.UNKNOWN);
    };
  }

  private static Optional<String> id(HttpRequest request) {
    return request.pathParameter("jobId").filter(ClosingJob::isId);
  }
}
