package org.conversationsessions.functions.sessionstate;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.state.StateRequest;
import org.conversationsessions.api.state.StateResponse;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.state.SessionStateService;
import org.conversationsessions.application.state.SessionStateService.SizeLimit;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.StateChange;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code GET}, {@code PUT} and {@code DELETE …/sessionState} (contract, section 10). Not
 * rate-limited: like recording, it is the bots' own traffic.
 */
public final class SessionStateHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public SessionStateHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> SessionStatePriming.PRIMING);
  }

  SessionStateHandler(Store store) {
    this(
        new StateEndpoint(
            AccessCheck.caching(
                store.registry(), RateLimits.NONE, store.clock(), store.config().requireExpiry()),
            new SessionStateService(
                store.conversations(),
                store.states(),
                store.clock(),
                BackoffPolicy.jittered(),
                new SizeLimit(StateResponse.MAX_BYTES, StateResponse::size))));
  }

  SessionStateHandler(StateEndpoint endpoint) {
    super(
        Endpoint.byMethod(
            Map.of("GET", endpoint::show, "PUT", endpoint::change, "DELETE", endpoint::clear)));
  }

  /** Checks access, parses the conversation and the change, and writes the state. */
  record StateEndpoint(AccessCheck access, SessionStateService service) {
    HttpOutcome show(HttpRequest request) {
      return at(request, key -> StateResponse.of(service.read(key)));
    }

    HttpOutcome change(HttpRequest request) {
      return at(request, key -> change(request, key));
    }

    HttpOutcome clear(HttpRequest request) {
      return at(request, this::clear);
    }

    private HttpOutcome at(HttpRequest request, Function<ConversationKey, HttpOutcome> next) {
      return switch (access.authorizeForBot(request, RequiredPermission.WRITE)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) ->
            switch (StateRequest.conversation(request, bot.id())) {
              case ParseResult.Refused<ConversationKey>(ApiError error) -> error;
              case ParseResult.Value<ConversationKey>(ConversationKey key) -> next.apply(key);
            };
      };
    }

    private HttpOutcome change(HttpRequest request, ConversationKey key) {
      return switch (RequestBody.read(request, StateRequest::change)) {
        case ParseResult.Refused<StateChange>(ApiError error) -> error;
        case ParseResult.Value<StateChange>(StateChange change) ->
            switch (service.change(key, change)) {
              case SessionStateService.Result.Changed(SessionState state) ->
                  StateResponse.of(state);
              case SessionStateService.Result.TooLarge(int size) -> StateResponse.tooLarge(size);
            };
      };
    }

    private HttpOutcome clear(ConversationKey key) {
      service.clear(key);
      return StateResponse.cleared();
    }
  }
}
