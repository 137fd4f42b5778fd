package org.conversationsessions.functions.eraseuserdata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.erasure.EraseUsersDataRequest;
import org.conversationsessions.api.erasure.ErasureStatusResponse;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.erasure.ErasureService;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;

/** Erasure of end users' data, and its status. */
record ErasureEndpoint(
    AccessCheck access,
    Registry registry,
    ErasureService service,
    ErasureStatusResponse responses) {
  /** The error for an identifier that names no request of the caller. */
  static final ApiError UNKNOWN = ApiError.badRequest("Invalid request ID");

  HttpOutcome erase(HttpRequest request) {
    return switch (access.authorizeForAccount(request, RequiredPermission.ERASURE)) {
      case AccessDecision.Denied<String>(ApiError error) -> error;
      case AccessDecision.Granted<String>(_, String account) ->
          switch (RequestBody.read(request, EraseUsersDataRequest::read)) {
            case ParseResult.Refused<EraseUsersDataRequest>(ApiError error) -> error;
            case ParseResult.Value<EraseUsersDataRequest>(EraseUsersDataRequest asked) ->
                erase(account, asked);
          };
    };
  }

  private HttpOutcome erase(String account, EraseUsersDataRequest asked) {
    Optional<List<BotId>> bots =
        asked.allBots()
            ? Optional.of(registry.botsOf(account).stream().map(Bot::id).toList())
            : named(account, asked.bots());
    return bots.<HttpOutcome>map(
            ids ->
                ids.size() > UserErasure.MAX_BOTS
                    ? EraseUsersDataRequest.tooManyBots(ids.size())
                    : ErasureStatusResponse.accepted(
                        service.erase(account, asked.allBots(), ids, asked.subjects())))
        .orElseGet(ApiError::invalidStreamId);
  }

  /** Returns the bots; empty if one is not the account's. */
  private Optional<List<BotId>> named(String account, List<String> names) {
    Map<String, Bot> found = new ConcurrentHashMap<>();
    Parallel.forEach(
        names,
        name -> {
          if (BotId.isValid(name)) {
            registry
                .bot(name)
                .filter(bot -> bot.account().equals(account))
                .ifPresent(bot -> found.put(name, bot));
          }
        });
    List<BotId> bots = new ArrayList<>();
    for (String name : names) {
      Bot bot = found.get(name);
      if (bot == null) {
        return Optional.empty();
      }
      bots.add(bot.id());
    }
    return Optional.of(bots);
  }

  HttpOutcome status(HttpRequest request) {
    Optional<ErasureId> id = id(request, "reqId");
    return switch (access.authorizeForAccount(
        request,
        RequiredPermission.ERASURE,
        account -> id.map(RateKey::of).orElseGet(() -> RateKey.ofAccount(account)))) {
      case AccessDecision.Denied<String>(ApiError error) -> error;
      case AccessDecision.Granted<String>(_, String account) ->
          id.flatMap(service::find)
              .filter(state -> state.request().account().equals(account))
              .<HttpOutcome>map(
                  state ->
                      state.request() instanceof UserErasure users
                          ? responses.of(users, state)
                          : UNKNOWN)
              .orElse(UNKNOWN);
    };
  }

  /**
   * Returns the identifier at the end of a path, which may have a trailing slash (contract, section
   * 13.2); empty if there is no valid one.
   */
  static Optional<ErasureId> id(HttpRequest request, String parameter) {
    return request
        .pathParameter(parameter)
        .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
        .filter(ErasureId::isValid)
        .map(ErasureId::new);
  }
}
