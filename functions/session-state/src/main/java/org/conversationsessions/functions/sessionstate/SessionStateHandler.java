package org.conversationsessions.functions.sessionstate;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.state.StateRequest;
import org.conversationsessions.api.state.StateResponse;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.state.SessionStateService;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * {@code GET}, {@code PUT} and {@code DELETE …/sessionState}. It is the bots' own traffic, as
 * recording is, and not limited either.
 */
public final class SessionStateHandler extends HttpFunction {
  /** As Lambda makes it. */
  public SessionStateHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.prime(store, () -> SessionStatePriming.PRIMING);
  }

  SessionStateHandler(Store store) {
    this(
        AccessCheck.over(
            store.registry(), RateLimits.NONE, store.clock(), store.deployment().requireExpiry()),
        new SessionStateService(
            store.conversations(), store.states(), store.clock(), BackoffPolicy.backingOff()));
  }

  SessionStateHandler(AccessCheck access, SessionStateService keeper) {
    super(
        Endpoint.byMethod(
            Map.of(
                "GET",
                request -> at(request, access, key -> StateResponse.of(keeper.read(key))),
                "PUT",
                request -> at(request, access, key -> change(request, key, keeper)),
                "DELETE",
                request -> at(request, access, key -> clear(key, keeper)))));
  }

  private static HttpOutcome at(
      HttpRequest request, AccessCheck access, Function<ConversationKey, HttpOutcome> next) {
    return access
        .toBot(request, RequiredPermission.WRITE)
        .answer(granted -> StateRequest.conversation(request, granted.target().id()).answer(next));
  }

  private static HttpOutcome change(HttpRequest request, ConversationKey key, SessionStateService keeper) {
    return RequestBody.read(
            request,
            body ->
                keeper.change(
                    key, StateRequest.change(body), next -> StateResponse.check(body, next)))
        .answer(StateResponse::of);
  }

  private static HttpOutcome clear(ConversationKey key, SessionStateService keeper) {
    keeper.clear(key);
    return StateResponse.cleared();
  }
}
