package org.conversationsessions.functions.closesession;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.closure.ClosureRequest;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.snapshot.Rehearsal;
import org.conversationsessions.snapshot.Snapshot;
import org.conversationsessions.store.Store;

/** {@code PUT …/session}. It answers when the closing is durable. */
public final class CloseSessionHandler extends HttpFunction {
  /** As Lambda makes it. */
  public CloseSessionHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    Snapshot.rehearsing(store, () -> new Rehearsal(CloseSessionHandler::new, RehearsedCalls.ALL));
  }

  CloseSessionHandler(Store store) {
    this(
        AccessCheck.over(
            store.registry(),
            store.rateLimits(),
            store.clock(),
            store.deployment().requireExpiry()),
        new SessionCloser(
            store.conversations(), store.due(), store.clock(), BackoffPolicy.backingOff()),
        store.history());
  }

  CloseSessionHandler(AccessCheck access, SessionCloser closer, SessionHistory history) {
    super(
        Endpoint.byMethod(
            Map.of(
                "PUT",
                request ->
                    access
                        .toBot(request, RequiredPermission.CLOSURE)
                        .answer(granted -> close(request, granted, closer, history)))));
  }

  private static HttpOutcome close(
      HttpRequest request,
      AccessDecision.Granted<Bot> granted,
      SessionCloser closer,
      SessionHistory history) {
    Optional<String> identity = granted.caller().userIdentity();
    return RequestBody.readOptional(request, body -> ClosureRequest.read(body, identity))
        .answer(
            (ClosureRequest asked) -> {
              close(granted.target(), asked, closer, history);
              return ClosureRequest.done();
            });
  }

  private static void close(
      Bot bot, ClosureRequest asked, SessionCloser closer, SessionHistory history) {
    if (asked.userId().isPresent()) {
      closer.closeByApi(bot, asked.userId().get(), asked.channel(), asked.session());
      return;
    }
    // Only the session is named: the history tells whose it is.
    List<Session> named = history.byId(List.of(bot), asked.session().stream().toList());
    for (Session session : named) {
      closer.closeByApi(bot, session.conversation().userId(), asked.channel(), asked.session());
    }
  }
}
