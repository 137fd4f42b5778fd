package org.conversationsessions.functions.eraseuserdata;

import java.time.InstantSource;
import java.util.Optional;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.erasure.ConversationDeletionResponse;
import org.conversationsessions.api.erasure.DeleteConversationsRequest;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.erasure.ErasureService;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.registry.Bot;

/** Deletion of conversations, and its status. */
record DeletionEndpoint(AccessCheck access, ErasureService service, InstantSource clock) {
  HttpOutcome delete(HttpRequest request) {
    return switch (access.authorizeForBot(
        request,
        RequiredPermission.CONVERSATION_DELETION,
        bot -> RateKey.ofAccount(bot.account()))) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          switch (RequestBody.readWithQuery(
              request, fields -> DeleteConversationsRequest.read(fields, clock.instant()))) {
            case ParseResult.Refused<DeleteConversationsRequest>(ApiError error) -> error;
            case ParseResult.Value<DeleteConversationsRequest>(DeleteConversationsRequest asked) ->
                ConversationDeletionResponse.accepted(store(bot, asked));
          };
    };
  }

  private ConversationDeletion store(Bot bot, DeleteConversationsRequest asked) {
    return switch (asked) {
      case DeleteConversationsRequest.ById byId ->
          service.delete(bot, byId.sessions(), byId.requested());
      case DeleteConversationsRequest.OfUser user ->
          service.delete(bot, user.userId(), user.from(), user.to());
    };
  }

  HttpOutcome status(HttpRequest request) {
    Optional<ErasureId> id = ErasureEndpoint.id(request, "jobId");
    return switch (access.authorizeForBot(
        request,
        RequiredPermission.CONVERSATION_DELETION,
        bot -> id.map(RateKey::of).orElseGet(() -> RateKey.ofAccount(bot.account())))) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          id.flatMap(service::find)
              .<HttpOutcome>map(
                  state ->
                      state.request() instanceof ConversationDeletion deletion
                              && deletion.bot().equals(bot.id())
                          ? ConversationDeletionResponse.of(deletion, state)
                          : ErasureEndpoint.UNKNOWN)
              .orElse(ErasureEndpoint.UNKNOWN);
    };
  }
}
