package org.conversationsessions.functions.managesessions;

import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.settings.DraftBody;
import org.conversationsessions.api.settings.ScriptParser;
import org.conversationsessions.api.settings.SettingsBody;
import org.conversationsessions.api.settings.SettingsRequest;
import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.application.settings.SettingsPublisher;
import org.conversationsessions.application.settings.SettingsPublisher.DraftResult;
import org.conversationsessions.application.settings.SettingsPublisher.Drafted;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;

/** The settings in force, and the draft of others: checks access, parses, changes, writes. */
record SettingsEndpoint(
    AccessCheck access,
    SettingsPublisher publisher,
    ScriptParser scripts,
    RedactorCache redactors) {
  HttpOutcome show(HttpRequest request) {
    return authorized(
        request,
        bot ->
            switch (SettingsRequest.readDraft(request)) {
              case ParseResult.Refused<Boolean>(ApiError error) -> error;
              case ParseResult.Value<Boolean>(Boolean draft) ->
                  draft
                      ? DraftBody.of(publisher.readDraft(bot))
                      : SettingsBody.of(service().read(bot));
            });
  }

  HttpOutcome change(HttpRequest request) {
    return authorized(
        request,
        bot ->
            switch (SettingsRequest.read(request, config(), scripts)) {
              case ParseResult.Refused<SettingsRequest>(ApiError error) -> error;
              case ParseResult.Value<SettingsRequest>(SettingsRequest asked) ->
                  asked.draft() ? draft(asked, bot) : change(asked, bot);
            });
  }

  HttpOutcome removeDraft(HttpRequest request) {
    return authorized(
        request,
        bot ->
            switch (SettingsRequest.readRemoval(request)) {
              case ParseResult.Refused<Boolean>(ApiError error) -> error;
              case ParseResult.Value<Boolean> ignored -> DraftBody.of(publisher.removeDraft(bot));
            });
  }

  private HttpOutcome authorized(HttpRequest request, Function<BotId, HttpOutcome> answer) {
    return switch (access.authorizeForBot(request, RequiredPermission.WRITE)) {
      case AccessDecision.Denied<Bot>(ApiError error) -> error;
      case AccessDecision.Granted<Bot>(_, Bot bot) -> answer.apply(bot.id());
    };
  }

  private HttpOutcome change(SettingsRequest asked, BotId bot) {
    return switch (asked.dryRun()
        ? service().preview(bot, asked.change())
        : service().change(bot, asked.change())) {
      case SettingsService.Result.Changed(ManagedSettings settings) ->
          asked.dryRun()
              ? SettingsBody.ofDryRun(settings, config(), redactedSample(asked, settings))
              : SettingsBody.of(settings);
      case SettingsService.Result.Refused refused -> SettingsBody.refused(refused, config());
    };
  }

  private HttpOutcome draft(SettingsRequest asked, BotId bot) {
    return switch (asked.dryRun()
        ? publisher.previewDraft(bot, asked.change())
        : publisher.changeDraft(bot, asked.change())) {
      case DraftResult.Changed(Drafted drafted) ->
          asked.dryRun()
              ? DraftBody.ofDryRun(drafted, config(), redactedSample(asked, drafted.settings()))
              : DraftBody.of(drafted);
      case DraftResult.Refused(SettingsService.Result.Refused reason) ->
          SettingsBody.refused(reason, config());
    };
  }

  private Optional<String> redactedSample(SettingsRequest asked, ManagedSettings settings) {
    return asked.sample().map(redactors.of(settings.lifecycle().messages().piiRedaction())::redact);
  }

  private SettingsService service() {
    return publisher.service();
  }

  private ServiceConfig config() {
    return service().config();
  }
}
