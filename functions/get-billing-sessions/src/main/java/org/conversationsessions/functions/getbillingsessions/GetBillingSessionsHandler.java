package org.conversationsessions.functions.getbillingsessions;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.billing.BillingRequest;
import org.conversationsessions.api.billing.BillingResponse;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code POST …/getBillingSessionsDetails} (contract, section 16): the billing sessions of
 * the bot in the path, or of all bots of the caller's account.
 */
public final class GetBillingSessionsHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public GetBillingSessionsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> GetBillingSessionsPriming.at(Instant.now()));
  }

  GetBillingSessionsHandler(Store store) {
    Registry registry = store.registry();
    this(
        new BillingEndpoint(
            AccessCheck.caching(
                registry, store.rateLimits(), store.clock(), store.config().requireExpiry()),
            registry,
            store.billingSessions()));
  }

  GetBillingSessionsHandler(BillingEndpoint endpoint) {
    super(Endpoint.byMethod(Map.of("POST", endpoint::answer)));
  }

  /** Checks access, parses the query, finds the billing sessions and writes the response. */
  record BillingEndpoint(AccessCheck access, Registry registry, BillingSessions billingSessions) {
    HttpOutcome answer(HttpRequest request) {
      return request.pathParameter("botId").isPresent() ? ofBot(request) : ofAccount(request);
    }

    private HttpOutcome ofBot(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.BILLING_SESSIONS)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) -> answer(request, List.of(bot));
      };
    }

    private HttpOutcome ofAccount(HttpRequest request) {
      return switch (access.authorizeForAccount(request, RequiredPermission.BILLING_SESSIONS)) {
        case AccessDecision.Denied<String>(ApiError error) -> error;
        case AccessDecision.Granted<String>(_, String account) ->
            answer(request, registry.botsOf(account));
      };
    }

    private HttpOutcome answer(HttpRequest request, List<Bot> bots) {
      return switch (BillingRequest.read(request)) {
        case ParseResult.Refused<BillingRequest>(ApiError error) -> error;
        case ParseResult.Value<BillingRequest>(BillingRequest asked) ->
            switch (asked.query(bots)) {
              case ParseResult.Refused<BillingQuery>(ApiError error) -> error;
              case ParseResult.Value<BillingQuery>(BillingQuery query) ->
                  switch (billingSessions.page(query)) {
                    case BillingSessions.Result.Found(BillingPage page) ->
                        BillingResponse.of(asked, page);
                    case BillingSessions.Result.TooMany() -> BillingRequest.TOO_MANY;
                  };
            };
      };
    }
  }
}
