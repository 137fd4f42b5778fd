package org.conversationsessions.functions.getsessionmetrics;

import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.accountoperator.UserRolesRequest;
import org.conversationsessions.api.accountoperator.UserRolesResponse;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.application.registry.Registry;

/**
 * Answers {@code GET /api/public/alluserroles} (contract, section 19). It is in this function for
 * the reason of {@link SelfEndpoint}: it reads the registry alone.
 */
record UserRolesEndpoint(AccessCheck access, Registry registry, AccountOperators operators)
    implements Endpoint {
  static final String PATH = "/api/public/alluserroles";

  @Override
  public HttpOutcome answer(HttpRequest request) {
    return switch (access.authorizeForAccount(request, RequiredPermission.ROLES)) {
      case AccessDecision.Denied<String>(ApiError error) -> error;
      case AccessDecision.Granted<String>(_, String account) ->
          switch (RequestBody.readWithQuery(request, UserRolesRequest::read)) {
            case ParseResult.Refused<UserRolesRequest>(ApiError error) -> error;
            case ParseResult.Value<UserRolesRequest>(UserRolesRequest asked) ->
                UserRolesResponse.of(
                    asked, account, operators.of(account), registry.botsOf(account));
          };
    };
  }
}
