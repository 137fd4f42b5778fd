package org.conversationsessions.functions.importbot;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.imports.ImportService;
import org.conversationsessions.application.imports.Imports;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.script.ScriptSyntax;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;

/**
 * Handles {@code POST /api/public/uploadfile}, imports into a bot and as a new bot, and their
 * status (contract, section 19). An import is carried out within its request.
 */
public final class ImportBotHandler extends HttpFunction {
  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public ImportBotHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    SnapStart.registerPriming(store, () -> ImportBotPriming.PRIMING);
  }

  ImportBotHandler(Store store) {
    this(
        AccessCheck.caching(
            store.registry(), store.rateLimits(), store.clock(), store.config().requireExpiry()),
        store.imports(),
        new ImportService(
            store.imports(),
            store.registry(),
            new SettingsService(store.settings(), store.config(), BackoffPolicy.jittered()),
            store.botRegistration(),
            store.clock(),
            UUID::randomUUID),
        store.config(),
        store.clock());
  }

  ImportBotHandler(
      AccessCheck access,
      Imports imports,
      ImportService service,
      ServiceConfig config,
      Clock clock) {
    super(
        endpoint(
            new UploadEndpoint(access, imports, clock),
            new ImportEndpoint(
                access,
                service,
                new UploadedDefinitions(imports, config, new ScriptSyntax()::objection))));
  }

  private static Endpoint endpoint(UploadEndpoint uploads, ImportEndpoint imports) {
    Endpoint upload = Endpoint.byMethod(Map.of("POST", uploads::upload));
    Endpoint intoBot = Endpoint.byMethod(Map.of("POST", imports::intoBot));
    Endpoint asNewBot = Endpoint.byMethod(Map.of("POST", imports::asNewBot));
    Endpoint status = Endpoint.byMethod(Map.of("GET", imports::status));
    return request -> {
      if (request.pathParameter("bir").isPresent()) {
        return status.answer(request);
      }
      if (request.pathParameter("botId").isPresent()) {
        return intoBot.answer(request);
      }
      return request.path().endsWith("/uploadfile")
          ? upload.answer(request)
          : asNewBot.answer(request);
    };
  }
}
