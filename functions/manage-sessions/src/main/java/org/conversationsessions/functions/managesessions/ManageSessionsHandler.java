package org.conversationsessions.functions.managesessions;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.settings.ScriptParser;
import org.conversationsessions.api.settings.SettingsBody;
import org.conversationsessions.api.settings.SettingsRequest;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.application.registry.SettingsService;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/** Handles {@code GET} and {@code PUT …/manageSessions} (contract, section 9). */
public final class ManageSessionsHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public ManageSessionsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> ManageSessionsPriming.PRIMING);
  }

  ManageSessionsHandler(Store store) {
    this(
        new SettingsEndpoint(
            AccessCheck.withCache(
                store.registry(),
                store.rateLimits(),
                store.clock(),
                store.config().requireExpiry()),
            new SettingsService(store.settings(), store.config(), BackoffPolicy.withJitter()),
            new RhinoParser(),
            new RedactorCache(new SecureRandom())));
  }

  ManageSessionsHandler(SettingsEndpoint endpoint) {
    super(Endpoint.byMethod(Map.of("GET", endpoint::show, "PUT", endpoint::change)));
  }

  /** Checks access, parses a change, applies it or shows it, and writes the settings. */
  record SettingsEndpoint(
      AccessCheck access, SettingsService service, ScriptParser scripts, RedactorCache redactors) {
    HttpOutcome show(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.WRITE)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) -> SettingsBody.of(service.read(bot.id()));
      };
    }

    HttpOutcome change(HttpRequest request) {
      return switch (access.authorizeForBot(request, RequiredPermission.WRITE)) {
        case AccessDecision.Denied<Bot>(ApiError error) -> error;
        case AccessDecision.Granted<Bot>(_, Bot bot) -> change(request, bot.id());
      };
    }

    private HttpOutcome change(HttpRequest request, BotId bot) {
      return switch (SettingsRequest.read(request, service.config(), scripts)) {
        case ParseResult.Refused<SettingsRequest>(ApiError error) -> error;
        case ParseResult.Value<SettingsRequest>(SettingsRequest asked) ->
            switch (asked.dryRun()
                ? service.preview(bot, asked.change())
                : service.change(bot, asked.change())) {
              case SettingsService.Result.Changed(ManagedSettings settings) ->
                  asked.dryRun()
                      ? SettingsBody.ofDryRun(
                          settings,
                          service.config(),
                          asked.sample().map(text -> redacted(text, settings)))
                      : SettingsBody.of(settings);
              case SettingsService.Result.InactivityOutOfBounds(var refused) ->
                  SettingsBody.outOfBounds(refused, service.config());
              case SettingsService.Result.NudgeTooLate(var inactivity) ->
                  SettingsBody.nudgeTooLate(inactivity);
            };
      };
    }

    private String redacted(String text, ManagedSettings settings) {
      return redactors.of(settings.lifecycle().messages().piiRedaction()).redact(text);
    }
  }
}
