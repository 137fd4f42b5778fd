package org.conversationsessions.local.runner.http;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.net.HttpCall;
import org.conversationsessions.local.runner.net.HttpRefusal;
import org.conversationsessions.local.runner.net.Reply;
import org.conversationsessions.local.runner.net.Responder;
import org.conversationsessions.local.template.FunctionResource;

/**
 * Routes the requests on the service's port: to the HTTP API, to Lambda's <i>Invoke</i>, or to an
 * AWS JSON service.
 */
public final class HttpRouter implements Responder {
  /** API Gateway's body quota. */
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private final HttpApi api;
  private final LambdaApi lambda;
  private final AwsJsonApi json;

  /**
   * Creates a router.
   *
   * @param resources the functions; their {@code HttpApi} events are the routes
   * @param functions invokes them
   * @param services the AWS services that answer here
   * @param requestIds supplies the id of each request to the HTTP API
   */
  public HttpRouter(
      List<FunctionResource> resources,
      Functions functions,
      List<AwsJsonService> services,
      Clock clock,
      Supplier<String> requestIds) {
    Set<String> names =
        resources.stream().map(FunctionResource::logicalId).collect(Collectors.toSet());
    this.api = new HttpApi(Routes.of(resources), functions, clock, requestIds);
    this.lambda = new LambdaApi(names, functions);
    this.json = new AwsJsonApi(services);
  }

  @Override
  public Reply answer(HttpCall call) throws IOException {
    Optional<String> bad = RequestTargetCheck.of(call.target());
    if (bad.isPresent()) {
      return HttpRefusal.of(400, bad.get());
    }
    // Rejected before it is read, so that a client that sends "Expect: 100-continue" sends no body.
    if (call.announcedBytes().filter(bytes -> bytes > MAX_BODY_BYTES).isPresent()) {
      return tooLarge();
    }
    byte[] body = call.body().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return tooLarge();
    }
    Response response = answer(request(call, body));
    return new Reply(response.status(), response.headers(), response.body());
  }

  private static Reply tooLarge() {
    return HttpRefusal.of(413, "the body exceeds " + MAX_BODY_BYTES + " bytes");
  }

  private Response answer(Request request) {
    boolean forAws = lambda.takes(request) || json.takes(request);
    if (forAws && request.headers().containsKey("origin")) {
      // These calls need no credentials here, so a web page must not be able to make them.
      return Response.refusal(HttpRefusal.of(403));
    }
    if (!forAws) {
      return api.answer(request);
    }
    return lambda.takes(request) ? lambda.answer(request) : json.answer(request);
  }

  private static Request request(HttpCall call, byte[] body) {
    return new Request(
        call.method(),
        call.path().startsWith("/") ? call.path() : "/" + call.path(),
        call.query(),
        call.headers(),
        body,
        call.sourceIp(),
        call.protocol());
  }
}
