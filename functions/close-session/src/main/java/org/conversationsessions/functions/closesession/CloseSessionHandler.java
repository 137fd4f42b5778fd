package org.conversationsessions.functions.closesession;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.closure.ClosureRequest;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.token.Caller;
import org.conversationsessions.application.closing.ClosingJobService;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code PUT …/session}, which responds after the closing is durable, and {@code POST
 * …/sessions/close}, which starts a job (contract, section 4). {@code SweepInactiveHandler} works
 * on jobs.
 */
public final class CloseSessionHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public CloseSessionHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> CloseSessionPriming.PRIMING);
  }

  CloseSessionHandler(Store store) {
    AccessCheck access =
        AccessCheck.caching(
            store.registry(), store.rateLimits(), store.clock(), store.config().requireExpiry());
    this(
        new ClosureEndpoint(
            access,
            new SessionCloser(
                store.conversations(),
                store.due(),
                store.messageParts(),
                store.debugLogging(),
                store.clock(),
                BackoffPolicy.jittered()),
            store.history()),
        new BulkClosingEndpoint(
            access,
            new ClosingJobService(
                store.due(),
                store.conversations(),
                store.closingJobs(),
                store.clock(),
                UUID::randomUUID)));
  }

  CloseSessionHandler(ClosureEndpoint closure, BulkClosingEndpoint bulk) {
    super(endpoint(closure, bulk));
  }

  private static Endpoint endpoint(ClosureEndpoint closure, BulkClosingEndpoint bulk) {
    Endpoint close = Endpoint.byMethod(Map.of("PUT", closure::close));
    Endpoint closeMany = Endpoint.byMethod(Map.of("POST", bulk::close));
    Endpoint status = Endpoint.byMethod(Map.of("GET", bulk::status));
    return request -> {
      if (request.pathParameter("jobId").isPresent()) {
        return status.answer(request);
      }
      return request.path().endsWith("/sessions/close")
          ? closeMany.answer(request)
          : close.answer(request);
    };
  }

  /** Checks access, parses the request, closes the sessions and writes the response. */
  record ClosureEndpoint(AccessCheck access, SessionCloser closer, SessionHistory history) {
    HttpOutcome close(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.CLOSURE)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(Caller caller, Bot bot) -> close(request, caller, bot);
      };
    }

    private HttpOutcome close(HttpRequest request, Caller caller, Bot bot) {
      Optional<String> identity = caller.userIdentity();
      return switch (RequestBody.readOptional(
          request, body -> ClosureRequest.read(body, identity))) {
        case ParseResult.Refused<ClosureRequest>(ApiError error) -> error;
        case ParseResult.Value<ClosureRequest>(ClosureRequest closure) -> {
          close(bot, closure);
          yield ClosureRequest.successResponse();
        }
      };
    }

    private void close(Bot bot, ClosureRequest closure) {
      if (closure.userId().isPresent()) {
        closer.closeByApi(bot, closure.userId().get(), closure.channel(), closure.session());
        return;
      }
      // The request names only a session; the history knows its end user.
      List<Session> named = history.byId(List.of(bot), closure.session().stream().toList());
      for (Session session : named) {
        closer.closeByApi(
            bot, session.conversation().userId(), closure.channel(), closure.session());
      }
    }
  }
}
