package org.conversationsessions.local.runner.http;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.net.HttpRefusal;

/** The HTTP API: invokes the function of a request's route and returns its response. */
final class HttpApi {
  private final Routes routes;
  private final Functions functions;
  private final Clock clock;
  private final Supplier<String> requestIds;

  HttpApi(Routes routes, Functions functions, Clock clock, Supplier<String> requestIds) {
    this.routes = routes;
    this.functions = functions;
    this.clock = clock;
    this.requestIds = requestIds;
  }

  Response answer(Request request) {
    String requestId = requestIds.get();
    Optional<Routes.Match> match = routes.find(request.method(), request.path());
    Response response =
        match
            .map(m -> invoke(request, m, requestId))
            .orElseGet(() -> Response.refusal(HttpRefusal.of(404)));
    return response.with("apigw-requestid", requestId);
  }

  private Response invoke(Request request, Routes.Match match, String requestId) {
    byte[] event = ProxyEvent.json(request, match, requestId, clock.instant());
    if (event.length > Functions.MAX_EVENT_BYTES) {
      return Response.refusal(
          HttpRefusal.of(413, "the event exceeds " + Functions.MAX_EVENT_BYTES + " bytes"));
    }
    Invocation outcome = functions.invoke(match.route().function(), event);
    Optional<Response> response =
        switch (outcome) {
          case Invocation.Succeeded succeeded -> ProxyResponse.of(succeeded.payload());
          case Invocation.Failed _ -> Optional.empty();
        };
    return response.orElseGet(() -> Response.refusal(HttpRefusal.of(500)));
  }
}
