package org.conversationsessions.local.runner.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.net.LoopbackServer;

/**
 * The Lambda Runtime API, version 2018-06-01, for one function's process, on a port of its own.
 * Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes". A process
 * that is to be frozen asks for {@code restore/next} when its hooks have run (guide, "Runtime hooks
 * for Lambda SnapStart").
 */
public final class RuntimeApi implements AutoCloseable {
  private static final Pattern OUTCOME =
      Pattern.compile("/2018-06-01/runtime/invocation/([^/]+)/(response|error)");

  private final LoopbackServer server;
  private final Work work;
  private final String functionArn;

  /** What the process asks for and reports. */
  public interface Work {
    /**
     * An invocation that has begun.
     *
     * @param invocation the invocation
     * @param deadlineMillis when it must have ended, in milliseconds since 1970
     */
    record Begun(PendingInvocation invocation, long deadlineMillis) {}

    /** Waits for an invocation and begins it. */
    Begun next() throws InterruptedException;

    /** Takes an invocation's outcome; false if no such invocation is running. */
    boolean completed(String requestId, Invocation outcome);

    /** The process could not make the handler, or its hooks before the snapshot failed. */
    void initFailed(Invocation.Failed failure);

    /**
     * The process may be frozen; it goes on when this returns. Only who starts it with
     * initialization type {@code snap-start} is asked.
     */
    default void frozen() throws InterruptedException {
      throw new IllegalStateException("no snapshot is taken of this process");
    }

    /** The process's hooks after the snapshot failed. */
    default void restoreFailed(Invocation.Failed failure) {
      throw new IllegalStateException("no snapshot was taken of this process");
    }
  }

  private RuntimeApi(LoopbackServer server, Work work, String functionArn) {
    this.server = server;
    this.work = work;
    this.functionArn = functionArn;
  }

  /** Serves the process whose invocations this is about. */
  public static RuntimeApi start(Work work, String functionArn) throws IOException {
    LoopbackServer server = LoopbackServer.bind(0);
    RuntimeApi api = new RuntimeApi(server, work, functionArn);
    server.start(api::handle);
    return api;
  }

  /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher outcome = OUTCOME.matcher(path);
      if (path.equals("/2018-06-01/runtime/invocation/next")) {
        next(exchange);
      } else if (outcome.matches()) {
        completed(exchange, outcome.group(1), outcome.group(2).equals("response"));
      } else if (path.equals("/2018-06-01/runtime/init/error")) {
        work.initFailed(Failures.reported(exchange.getRequestBody().readAllBytes()));
        send(exchange, 202, "{\"status\":\"OK\"}");
      } else if (path.equals("/2018-06-01/runtime/restore/next")) {
        work.frozen();
        send(exchange, 200, "");
      } else if (path.equals("/2018-06-01/runtime/restore/error")) {
        work.restoreFailed(Failures.reported(exchange.getRequestBody().readAllBytes()));
        send(exchange, 202, "{\"status\":\"OK\"}");
      } else {
        send(exchange, 404, "{\"errorMessage\":\"not found\",\"errorType\":\"NotFound\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Work.Begun begun = work.next();
    PendingInvocation invocation = begun.invocation();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(begun.deadlineMillis()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.set("Lambda-Runtime-Trace-Id", traceId(begun));
    headers.set("Content-Type", "application/json");
    // The JDK's server takes 0 for "length unknown".
    exchange.sendResponseHeaders(
        200, invocation.event().length == 0 ? -1 : invocation.event().length);
    exchange.getResponseBody().write(invocation.event());
  }

  private static String traceId(Work.Begun begun) {
    String id = begun.invocation().requestId().replace("-", "");
    return "Root=1-%08x-%s;Parent=%s;Sampled=0"
        .formatted(begun.deadlineMillis() / 1000, id.substring(0, 24), id.substring(0, 16));
  }

  private void completed(HttpExchange exchange, String requestId, boolean succeeded)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(Failures.MAX_RESPONSE_BYTES + 1);
    // What is left unread would make the server close the connection, and that ends the function's
    // process.
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    boolean tooLarge = body.length > Failures.MAX_RESPONSE_BYTES;
    Invocation outcome =
        tooLarge
            ? Failures.tooLarge()
            : succeeded ? new Invocation.Succeeded(body) : Failures.reported(body);
    if (!work.completed(requestId, outcome)) {
      send(
          exchange,
          400,
          "{\"errorMessage\":\"no such invocation\",\"errorType\":\"InvalidRequestID\"}");
    } else if (tooLarge) {
      send(
          exchange,
          413,
          "{\"errorMessage\":\"too large\",\"errorType\":\"RequestEntityTooLarge\"}");
    } else {
      send(exchange, 202, "{\"status\":\"OK\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
