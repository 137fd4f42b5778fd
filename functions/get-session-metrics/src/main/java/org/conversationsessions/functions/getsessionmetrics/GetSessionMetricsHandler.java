package org.conversationsessions.functions.getsessionmetrics;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.metric.MetricsRequest;
import org.conversationsessions.api.metric.MetricsResponse;
import org.conversationsessions.application.metric.SessionMetrics;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code GET} and {@code POST …/getSessionMetrics} (contract, section 17), the metrics of
 * the sessions of the bot in the path or of all bots of the caller's account, {@code GET
 * /api/public/self} and {@code GET /api/public/alluserroles}.
 */
public final class GetSessionMetricsHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public GetSessionMetricsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> GetSessionMetricsPriming.at(Instant.now()));
  }

  GetSessionMetricsHandler(Store store) {
    Registry registry = store.registry();
    this(
        new MetricsEndpoint(
            AccessCheck.caching(
                registry, store.rateLimits(), store.clock(), store.config().requireExpiry()),
            registry,
            store.metrics(),
            store.clock()),
        store.operators());
  }

  GetSessionMetricsHandler(MetricsEndpoint metrics, AccountOperators operators) {
    super(
        endpoint(
            metrics,
            new SelfEndpoint(metrics.access(), metrics.registry()),
            new UserRolesEndpoint(metrics.access(), metrics.registry(), operators)));
  }

  private static Endpoint endpoint(
      MetricsEndpoint metrics, SelfEndpoint self, UserRolesEndpoint roles) {
    Map<String, Endpoint> others =
        Map.of(
            SelfEndpoint.PATH, Endpoint.byMethod(Map.of("GET", self)),
            UserRolesEndpoint.PATH, Endpoint.byMethod(Map.of("GET", roles)));
    Endpoint ofSessions =
        Endpoint.byMethod(Map.of("GET", metrics::answer, "POST", metrics::answer));
    return request -> others.getOrDefault(request.path(), ofSessions).answer(request);
  }

  /** Checks access, parses the query, counts the sessions and writes the response. */
  record MetricsEndpoint(
      AccessCheck access, Registry registry, SessionMetrics metrics, InstantSource clock) {
    HttpOutcome answer(HttpRequest request) {
      return request.pathParameter("botId").isPresent() ? ofBot(request) : ofAccount(request);
    }

    private HttpOutcome ofBot(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.METRICS)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) ->
            answer(request, Optional.of(bot.id()), List.of(bot));
      };
    }

    private HttpOutcome ofAccount(HttpRequest request) {
      return switch (access.authorizeForAccount(request, RequiredPermission.METRICS)) {
        case AccessDecision.Denied<String>(ApiError error) -> error;
        case AccessDecision.Granted<String>(_, String account) ->
            answer(request, Optional.empty(), registry.botsOf(account));
      };
    }

    private HttpOutcome answer(HttpRequest request, Optional<BotId> bot, List<Bot> bots) {
      return switch (MetricsRequest.read(request, clock.instant())) {
        case ParseResult.Refused<MetricsRequest>(ApiError error) -> error;
        case ParseResult.Value<MetricsRequest>(MetricsRequest asked) ->
            switch (asked.query(bots)) {
              case ParseResult.Refused<MetricsQuery>(ApiError error) -> error;
              case ParseResult.Value<MetricsQuery>(MetricsQuery query) ->
                  MetricsResponse.of(asked, bot, metrics.count(query));
            };
      };
    }
  }
}
