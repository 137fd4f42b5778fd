package org.conversationsessions.functions.eraseuserdata;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.erasure.ErasureStatusResponse;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.application.erasure.ErasureQueue;
import org.conversationsessions.application.erasure.ErasureService;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.snapshot.SnapStart;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SqsErasureQueue;

/**
 * Handles {@code DELETE …/eraseUsersData}, {@code POST …/conversations/delete} and the status of
 * both (contract, section 15). {@code RunErasureHandler} does the work.
 */
public final class EraseUserDataHandler extends HttpFunction {
  /** How long DynamoDB keeps what point-in-time recovery needs. */
  private static final Duration BACKUPS = Duration.ofDays(35);

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public EraseUserDataHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store, SqsErasureQueue.of(store.environment()), backups(store.environment()));
    SnapStart.registerPriming(store, () -> EraseUserDataPriming.PRIMING);
  }

  EraseUserDataHandler(Store store, ErasureQueue queue, Duration backups) {
    Registry registry = store.registry();
    this(
        AccessCheck.caching(
            registry, store.rateLimits(), store.clock(), store.config().requireExpiry()),
        registry,
        new ErasureService(
            store.erasures(),
            queue,
            store.history(),
            store.operators(),
            store.clock(),
            UUID::randomUUID),
        store.clock(),
        backups);
  }

  EraseUserDataHandler(
      AccessCheck access,
      Registry registry,
      ErasureService service,
      Clock clock,
      Duration backups) {
    super(
        endpoint(
            new ErasureEndpoint(access, registry, service, new ErasureStatusResponse(backups)),
            new DeletionEndpoint(access, service, clock)));
  }

  private static Endpoint endpoint(ErasureEndpoint erasure, DeletionEndpoint deletion) {
    Endpoint erase = Endpoint.byMethod(Map.of("DELETE", erasure::erase));
    Endpoint status = Endpoint.byMethod(Map.of("GET", erasure::status));
    Endpoint delete = Endpoint.byMethod(Map.of("POST", deletion::delete));
    Endpoint job = Endpoint.byMethod(Map.of("GET", deletion::status));
    return request -> {
      if (request.pathParameter("reqId").isPresent()) {
        return status.answer(request);
      }
      if (request.pathParameter("jobId").isPresent()) {
        return job.answer(request);
      }
      return request.pathParameter("botId").isPresent()
          ? delete.answer(request)
          : erase.answer(request);
    };
  }

  private static Duration backups(Map<String, String> environment) {
    return ServiceConfig.text(environment, "POINT_IN_TIME_RECOVERY").equals("true")
        ? BACKUPS
        : Duration.ZERO;
  }
}
