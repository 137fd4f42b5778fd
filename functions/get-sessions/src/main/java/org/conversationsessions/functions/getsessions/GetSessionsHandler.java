package org.conversationsessions.functions.getsessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.history.HistoryRequest;
import org.conversationsessions.api.history.HistoryResponse;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code POST …/getSessions} (contract, section 5): the history of the bot in the path, or
 * of all bots of the caller's account.
 */
public final class GetSessionsHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public GetSessionsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> GetSessionsPriming.at(Instant.now()));
  }

  GetSessionsHandler(Store store) {
    Registry registry = store.registry();
    this(
        new HistoryEndpoint(
            AccessCheck.caching(
                registry, store.rateLimits(), store.clock(), store.config().requireExpiry()),
            registry,
            store.history(),
            store.clock(),
            store.config().maxRange()));
  }

  GetSessionsHandler(HistoryEndpoint endpoint) {
    super(Endpoint.byMethod(Map.of("POST", endpoint::answer)));
  }

  /** Checks access, parses the query, reads the history and writes the response. */
  record HistoryEndpoint(
      AccessCheck access,
      Registry registry,
      SessionHistory history,
      InstantSource clock,
      Duration maxRange) {
    HttpOutcome answer(HttpRequest request) {
      return request.pathParameter("botId").isPresent() ? ofBot(request) : ofAccount(request);
    }

    private HttpOutcome ofBot(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.HISTORY)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) -> answer(request, List.of(bot));
      };
    }

    private HttpOutcome ofAccount(HttpRequest request) {
      return switch (access.authorizeForAccount(request, RequiredPermission.HISTORY)) {
        case AccessDecision.Denied<String>(ApiError error) -> error;
        case AccessDecision.Granted<String>(_, String account) ->
            answer(request, registry.botsOf(account));
      };
    }

    private HttpOutcome answer(HttpRequest request, List<Bot> bots) {
      return switch (HistoryRequest.read(request, clock.instant(), maxRange)) {
        case ParseResult.Refused<HistoryRequest>(ApiError error) -> error;
        case ParseResult.Value<HistoryRequest>(HistoryRequest.Page page) -> answerPage(page, bots);
        case ParseResult.Value<HistoryRequest>(HistoryRequest.ById byId) -> answerByIds(byId, bots);
      };
    }

    private HttpOutcome answerPage(HistoryRequest.Page page, List<Bot> bots) {
      HistoryQuery query =
          new HistoryQuery(bots, page.filter(), page.skip(), page.after(), page.limit());
      try {
        return response(bots).of(page, history.page(query));
      } catch (WindowTooLargeException e) {
        return ApiError.badRequest(String.valueOf(e.getMessage()));
      }
    }

    private HttpOutcome answerByIds(HistoryRequest.ById request, List<Bot> bots) {
      List<SessionId> wellFormed =
          request.ids().stream().map(HistoryRequest.ById::id).flatMap(Optional::stream).toList();
      List<Session> found = history.byId(bots, wellFormed);
      Set<SessionId> known = found.stream().map(Session::id).collect(Collectors.toSet());
      List<String> invalid =
          request.ids().stream()
              .filter(text -> HistoryRequest.ById.id(text).filter(known::contains).isEmpty())
              .toList();
      return response(bots).of(request, found, invalid);
    }

    private static HistoryResponse response(List<Bot> bots) {
      Map<BotId, String> languages =
          bots.stream().collect(Collectors.toMap(Bot::id, bot -> bot.settings().defaultLanguage()));
      return new HistoryResponse(bot -> languages.getOrDefault(bot, "en"));
    }
  }
}
