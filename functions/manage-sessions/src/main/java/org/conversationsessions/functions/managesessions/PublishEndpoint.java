package org.conversationsessions.functions.managesessions;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.settings.PublishRequest;
import org.conversationsessions.api.settings.PublishResponse;
import org.conversationsessions.api.settings.SettingsBody;
import org.conversationsessions.application.settings.SettingsPublisher;
import org.conversationsessions.application.settings.SettingsPublisher.PublishResult;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.PublishedVersion;

/** Publication of settings, and what was published (contract, section 19). */
record PublishEndpoint(AccessCheck access, SettingsPublisher publisher) {
  /** The variable part of the path after {@code publish/}. */
  static final String VIEW = "view";

  HttpOutcome publish(HttpRequest request) {
    return switch (access.authorizeForBot(request, RequiredPermission.PUBLICATION)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(var caller, Bot bot) ->
          switch (RequestBody.readOptional(request, PublishRequest::read)) {
            case ParseResult.Refused<PublishRequest>(ApiError error) -> error;
            case ParseResult.Value<PublishRequest>(PublishRequest asked) ->
                publish(asked, bot.id(), caller.app().appId());
          };
    };
  }

  private HttpOutcome publish(PublishRequest asked, BotId bot, String app) {
    PublishResult result =
        asked.restoreVersion().isPresent()
            ? publisher.restore(bot, asked.restoreVersion().getAsLong(), asked.comment(), app)
            : publisher.publish(bot, asked.comment(), app);
    return switch (result) {
      case PublishResult.Published(PublishedVersion version) -> PublishResponse.published(version);
      case PublishResult.Refused(SettingsService.Result.Refused reason) ->
          SettingsBody.refused(reason, publisher.service().config());
      case PublishResult.UnknownVersion(long number) -> PublishRequest.unknownVersion(number);
    };
  }

  /** Answers the status of the last publication, or the versions. Another path is unknown. */
  HttpOutcome show(HttpRequest request) {
    String view = request.pathParameter(VIEW).orElse("");
    return switch (view.endsWith("/") ? view.substring(0, view.length() - 1) : view) {
      case "status" -> show(request, PublishEndpoint::status);
      case "versions" -> show(request, (bot, versions) -> PublishResponse.versions(versions));
      default -> ApiError.methodNotAllowed(Set.of());
    };
  }

  private HttpOutcome show(
      HttpRequest request, BiFunction<BotId, List<PublishedVersion>, HttpOutcome> view) {
    return switch (access.authorizeForBot(request, RequiredPermission.PUBLICATION_STATUS)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) ->
          view.apply(bot.id(), publisher.versions(bot.id()));
    };
  }

  private static HttpOutcome status(BotId bot, List<PublishedVersion> versions) {
    return versions.isEmpty()
        ? PublishResponse.NEVER_PUBLISHED
        : PublishResponse.status(bot, versions.getFirst());
  }
}
