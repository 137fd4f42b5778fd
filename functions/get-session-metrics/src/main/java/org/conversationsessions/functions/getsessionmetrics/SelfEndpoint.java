package org.conversationsessions.functions.getsessionmetrics;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.self.SelfResponse;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;

/**
 * Answers {@code GET /api/public/self} (contract, section 13). It is in this function because the
 * role of the metrics may already read apps and list bots, and may change nothing.
 */
record SelfEndpoint(AccessCheck access, Registry registry) implements Endpoint {
  static final String PATH = "/api/public/self";

  @Override
  public HttpOutcome answer(HttpRequest request) {
    return switch (access.authorizeSelf(request)) {
      case AccessDecision.Denied<App>(ApiError error) -> error;
      case AccessDecision.Granted<App>(_, App app) -> SelfResponse.of(app, bots(app));
    };
  }

  private List<Bot> bots(App app) {
    return switch (app.kind()) {
      case ADMIN -> registry.botsOf(app.account());
      case BUILDER -> {
        Queue<Bot> bots = new ConcurrentLinkedQueue<>();
        Parallel.forEach(app.bots(), id -> registry.bot(id.value()).ifPresent(bots::add));
        yield bots.stream().sorted(Comparator.comparing(bot -> bot.id().value())).toList();
      }
    };
  }
}
