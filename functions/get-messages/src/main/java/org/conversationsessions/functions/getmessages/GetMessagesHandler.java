package org.conversationsessions.functions.getmessages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.http.PageLimit;
import org.conversationsessions.api.message.MessageApi;
import org.conversationsessions.api.message.MessageRequest;
import org.conversationsessions.api.message.MessageResponse;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code GET} and {@code POST …/getMessages}, {@code …/getMessagesV2} and {@code
 * …/messages-lite} (contract, section 14): the messages of the bot in the path, or of all bots of
 * the caller's account. Also {@code GET …/debuglogs} (contract, section 18).
 */
public final class GetMessagesHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public GetMessagesHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> GetMessagesPriming.at(Instant.now()));
  }

  GetMessagesHandler(Store store) {
    Registry registry = store.registry();
    AccessCheck access =
        AccessCheck.caching(
            registry, store.rateLimits(), store.clock(), store.config().requireExpiry());
    this(
        new MessagesEndpoint(
            access, registry, store.messageHistory(), store.clock(), store.config().maxRange()),
        new DebugLogsEndpoint(
            access, store.debugLogs(), store.history(), store.clock(), store.config().maxRange()));
  }

  GetMessagesHandler(MessagesEndpoint messages, DebugLogsEndpoint debugLogs) {
    Endpoint ofMessages =
        Endpoint.byMethod(Map.of("GET", messages::ofBot, "POST", messages::answer));
    Endpoint ofDebugLogs = Endpoint.byMethod(Map.of("GET", debugLogs::answer));
    super(request -> (DebugLogsEndpoint.takes(request) ? ofDebugLogs : ofMessages).answer(request));
  }

  /** Checks access, parses the query, reads the messages and writes the response. */
  record MessagesEndpoint(
      AccessCheck access,
      Registry registry,
      MessageHistory history,
      InstantSource clock,
      Duration maxRange) {
    HttpOutcome answer(HttpRequest request) {
      return request.pathParameter("botId").isPresent() ? ofBot(request) : ofAccount(request);
    }

    HttpOutcome ofBot(HttpRequest request) {
      if (request.pathParameter("botId").isEmpty()) {
        // Only x-http-method-override brings a GET to the path of an account.
        return ApiError.methodNotAllowed(Set.of("POST"));
      }
      return switch (access.authorizeForBot(request, RequiredPermission.MESSAGES)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) -> answer(request, List.of(bot));
      };
    }

    private HttpOutcome ofAccount(HttpRequest request) {
      return switch (access.authorizeForAccount(request, RequiredPermission.MESSAGES)) {
        case AccessDecision.Denied<String>(ApiError error) -> error;
        case AccessDecision.Granted<String>(_, String account) ->
            answer(request, registry.botsOf(account));
      };
    }

    private HttpOutcome answer(HttpRequest request, List<Bot> bots) {
      Optional<MessageApi> api = MessageApi.of(request);
      if (api.isEmpty()) {
        return ApiError.notFound();
      }
      Instant now = clock.instant();
      return switch (MessageRequest.read(request, api.get(), now, maxRange)) {
        case ParseResult.Refused<MessageRequest>(ApiError error) -> error;
        case ParseResult.Value<MessageRequest>(MessageRequest asked) ->
            switch (history.page(asked.query(bots))) {
              case MessageHistory.Result.TooMany() -> MessageRequest.TOO_MANY;
              case MessageHistory.Result.UnknownMessage() -> MessageRequest.UNKNOWN_MESSAGE;
              case MessageHistory.Result.Found(MessagePage page) ->
                  new MessageResponse(accounts(bots), now, PageLimit.of(request)).of(asked, page);
            };
      };
    }

    private static Function<BotId, String> accounts(List<Bot> bots) {
      Map<BotId, String> accounts =
          bots.stream().collect(Collectors.toMap(Bot::id, Bot::account, (one, same) -> one));
      return bot -> accounts.getOrDefault(bot, "");
    }
  }
}
