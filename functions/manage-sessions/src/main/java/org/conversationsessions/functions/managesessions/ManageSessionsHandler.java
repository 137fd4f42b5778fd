package org.conversationsessions.functions.managesessions;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.settings.ScriptParser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.application.settings.SettingsPublisher;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.script.ScriptSyntax;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code GET}, {@code PUT} and {@code DELETE …/manageSessions} (contract, sections 9 and
 * 19), {@code POST …/publish} and {@code GET …/publish/…} (contract, section 19).
 */
public final class ManageSessionsHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public ManageSessionsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> ManageSessionsPriming.PRIMING);
  }

  ManageSessionsHandler(Store store) {
    this(
        AccessCheck.caching(
            store.registry(), store.rateLimits(), store.clock(), store.config().requireExpiry()),
        new SettingsPublisher(
            new SettingsService(store.settings(), store.config(), BackoffPolicy.jittered()),
            store.clock()),
        new ScriptSyntax()::objection,
        new RedactorCache(new SecureRandom()));
  }

  ManageSessionsHandler(
      AccessCheck access,
      SettingsPublisher publisher,
      ScriptParser scripts,
      RedactorCache redactors) {
    super(
        endpoint(
            new SettingsEndpoint(access, publisher, scripts, redactors),
            new PublishEndpoint(access, publisher)));
  }

  private static Endpoint endpoint(SettingsEndpoint settings, PublishEndpoint publications) {
    Endpoint ofSettings =
        Endpoint.byMethod(
            Map.of(
                "GET", settings::show, "PUT", settings::change, "DELETE", settings::removeDraft));
    Endpoint publish = Endpoint.byMethod(Map.of("POST", publications::publish));
    Endpoint view = Endpoint.byMethod(Map.of("GET", publications::show));
    return request -> {
      if (request.pathParameter(PublishEndpoint.VIEW).isPresent()) {
        return view.answer(request);
      }
      return (request.path().endsWith("/publish") ? publish : ofSettings).answer(request);
    };
  }
}
