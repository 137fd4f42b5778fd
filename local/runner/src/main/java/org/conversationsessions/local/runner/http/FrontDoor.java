package org.conversationsessions.local.runner.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.template.FunctionResource;

/**
 * Everything that answers on the service's port: the HTTP API, Lambda's <i>Invoke</i>, and AWS JSON
 * services.
 */
public final class FrontDoor implements HttpHandler {
  /** API Gateway's quota for a body. */
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private final HttpApi api;
  private final LambdaApi lambda;
  private final AwsJsonApi json;

  /**
   * What answers.
   *
   * @param resources the functions, whose {@code HttpApi} events are the routes
   * @param functions invokes them
   * @param services the services of AWS that answer here
   * @param requestIds gives each request to the HTTP API its id
   */
  public FrontDoor(
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
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
      Response response =
          body.length > MAX_BODY_BYTES
              ? Response.message(413, "Request Entity Too Large").with("connection", "close")
              : answer(request(exchange, body));
      send(exchange, response);
    }
  }

  private Response answer(Request request) {
    boolean forAws = lambda.takes(request) || json.takes(request);
    if (forAws && request.headers().containsKey("origin")) {
      // These calls ask for no credentials here, and a web page must not be able to make them.
      return Response.message(403, "Forbidden");
    }
    if (!forAws) {
      return api.answer(request);
    }
    return lambda.takes(request) ? lambda.answer(request) : json.answer(request);
  }

  private static Request request(HttpExchange exchange, byte[] body) {
    // The JDK's own split fails for a path that begins with two slashes.
    String target = exchange.getRequestURI().toString().replaceFirst("^https?://[^/?]*", "");
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new Request(
        exchange.getRequestMethod(),
        path.startsWith("/") ? path : "/" + path,
        query < 0 ? "" : target.substring(query + 1),
        headers,
        body,
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        exchange.getProtocol());
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    response.headers().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    boolean bodiless =
        exchange.getRequestMethod().equals("HEAD")
            || response.status() == 204
            || response.status() == 304
            || response.body().length == 0;
    exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
    if (!bodiless) {
      exchange.getResponseBody().write(response.body());
    }
  }
}
