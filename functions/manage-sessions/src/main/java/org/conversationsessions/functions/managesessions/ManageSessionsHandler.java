package org.conversationsessions.functions.managesessions;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.settings.ScriptParser;
import org.conversationsessions.api.settings.SettingsBody;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/** {@code GET} and {@code PUT …/manageSessions}. */
public final class ManageSessionsHandler extends HttpFunction {
  /** As Lambda makes it. */
  public ManageSessionsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.prime(store, () -> ManageSessionsPriming.PRIMING);
  }

  ManageSessionsHandler(Store store) {
    this(
        AccessCheck.over(
            store.registry(),
            store.rateLimits(),
            store.clock(),
            store.deployment().requireExpiry()),
        new Managing(
            store.settings(), store.deployment(), new RhinoParser(), BackoffPolicy.backingOff()));
  }

  ManageSessionsHandler(AccessCheck access, Managing managing) {
    super(
        Endpoint.byMethod(
            Map.of(
                "GET",
                request ->
                    access
                        .toBot(request, RequiredPermission.WRITE)
                        .answer(granted -> managing.show(granted.target().id())),
                "PUT",
                request ->
                    access
                        .toBot(request, RequiredPermission.WRITE)
                        .answer(granted -> managing.change(request, granted.target().id())))));
  }

  /** Reads and changes settings. */
  record Managing(
      SettingsStore settings, ServiceConfig deployment, ScriptParser scripts, BackoffPolicy contention) {
    HttpOutcome show(BotId bot) {
      return SettingsBody.of(stored(bot));
    }

    HttpOutcome change(HttpRequest request, BotId bot) {
      return RequestBody.read(
              request,
              body -> {
                for (int losses = 1; ; losses++) {
                  Optional<ManagedSettings> written =
                      settings.write(
                          bot, SettingsBody.changed(body, stored(bot), deployment, scripts));
                  if (written.isPresent()) {
                    return written.get();
                  }
                  contention.afterLoss(losses);
                }
              })
          .answer(SettingsBody::of);
    }

    private ManagedSettings stored(BotId bot) {
      return settings
          .read(bot)
          .orElseThrow(() -> new StoreException("a bot that was there a moment ago is gone"));
    }
  }
}
