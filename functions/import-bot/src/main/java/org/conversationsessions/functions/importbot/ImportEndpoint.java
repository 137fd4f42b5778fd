package org.conversationsessions.functions.importbot;

import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.imports.ImportRequest;
import org.conversationsessions.api.imports.ImportResponse;
import org.conversationsessions.api.token.Caller;
import org.conversationsessions.application.imports.ImportOrder;
import org.conversationsessions.application.imports.ImportService;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.registry.Bot;

/** Imports into a bot and as a new bot, and their status. */
record ImportEndpoint(AccessCheck access, ImportService service, UploadedDefinitions definitions) {
  private static final ApiError UNKNOWN_FILE = ApiError.badRequest("Invalid file id");
  private static final ApiError UNKNOWN_IMPORT = ApiError.badRequest("Invalid request ID");

  HttpOutcome intoBot(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.IMPORT)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(Caller caller, Bot bot) ->
          accept(
              RequestBody.read(request, ImportRequest::intoBot),
              caller,
              order -> service.into(bot, order));
    };
  }

  HttpOutcome asNewBot(HttpRequest request) {
    return switch (access.authorizeForAccount(request, RequiredPermission.IMPORT)) {
      case AccessDecision.Denied<String>(ApiError error) -> error;
      case AccessDecision.Granted<String>(Caller caller, String account) ->
          accept(
              RequestBody.read(request, ImportRequest::asNewBot),
              caller,
              order -> service.asNewBot(account, order));
    };
  }

  private HttpOutcome accept(
      ParseResult<ImportRequest> parsed, Caller caller, Function<ImportOrder, BotImport> carryOut) {
    return switch (parsed) {
      case ParseResult.Refused<ImportRequest>(ApiError error) -> error;
      case ParseResult.Value<ImportRequest>(ImportRequest asked) ->
          definitions
              .read(caller.app().account(), asked)
              .map(
                  definition ->
                      new ImportOrder(
                          caller.app().appId(), definition, asked.appliesSettings(), asked.name()))
              .map(carryOut)
              .<HttpOutcome>map(ImportResponse::accepted)
              .orElse(UNKNOWN_FILE);
    };
  }

  HttpOutcome status(HttpRequest request) {
    Optional<ImportId> id = id(request);
    return switch (access.authorizeForAccount(
        request,
        RequiredPermission.IMPORT,
        account -> id.map(RateKey::of).orElseGet(() -> RateKey.ofAccount(account)))) {
      case AccessDecision.Denied<String>(ApiError error) -> error;
      case AccessDecision.Granted<String>(_, String account) ->
          id.flatMap(found -> service.find(account, found))
              .<HttpOutcome>map(ImportResponse::of)
              .orElse(UNKNOWN_IMPORT);
    };
  }

  /** Returns the identifier at the end of the path, which may have a trailing slash. */
  private static Optional<ImportId> id(HttpRequest request) {
    return request
        .pathParameter("bir")
        .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
        .filter(ImportId::isValid)
        .map(ImportId::new);
  }
}
