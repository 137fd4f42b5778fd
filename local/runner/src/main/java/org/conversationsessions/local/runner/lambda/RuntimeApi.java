package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.net.HttpCall;
import org.conversationsessions.local.runner.net.LoopbackServer;
import org.conversationsessions.local.runner.net.Reply;

/**
 * The Lambda Runtime API, version 2018-06-01, for one function's process, on a separate port.
 *
 * <p>Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes". A
 * process under SnapStart calls {@code restore/next} after its before-checkpoint hooks (guide,
 * "Runtime hooks for Lambda SnapStart").
 */
public final class RuntimeApi implements AutoCloseable {
  private static final Pattern OUTCOME =
      Pattern.compile("/2018-06-01/runtime/invocation/([^/]+)/(response|error)");

  private final LoopbackServer server;
  private final Work work;
  private final String functionArn;

  /** Supplies invocations to the process and receives its reports. */
  public interface Work {
    /**
     * A started invocation.
     *
     * @param invocation the invocation
     * @param deadlineMillis its deadline, in milliseconds since 1970
     */
    record Begun(PendingInvocation invocation, long deadlineMillis) {}

    /** Waits for an invocation and starts it. */
    Begun next() throws InterruptedException;

    /** Receives an invocation's outcome; returns false if no such invocation is running. */
    boolean complete(String requestId, Invocation outcome);

    /** Receives a failure of the handler's construction or of a before-checkpoint hook. */
    void initFailed(Invocation.Failed failure);

    /**
     * Snapshots the process; it continues when this returns. Called only for the initialization
     * type {@code snap-start}.
     */
    default void frozen() throws InterruptedException {
      throw new IllegalStateException("no snapshot is taken of this process");
    }

    /** Receives a failure of an after-restore hook. */
    default void restoreFailed(Invocation.Failed failure) {
      throw new IllegalStateException("no snapshot was taken of this process");
    }
  }

  private RuntimeApi(LoopbackServer server, Work work, String functionArn) {
    this.server = server;
    this.work = work;
    this.functionArn = functionArn;
  }

  /** Starts an API for one process. */
  public static RuntimeApi start(Work work, String functionArn) throws IOException {
    LoopbackServer server = LoopbackServer.bindWithoutIdleTimeout();
    RuntimeApi api = new RuntimeApi(server, work, functionArn);
    server.start(api::answer);
    return api;
  }

  /** Returns the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(HttpCall call) throws IOException, InterruptedException {
    String path = call.path();
    Matcher outcome = OUTCOME.matcher(path);
    if (outcome.matches()) {
      return completed(call, outcome.group(1), outcome.group(2).equals("response"));
    }
    return switch (path) {
      case "/2018-06-01/runtime/invocation/next" -> next();
      case "/2018-06-01/runtime/init/error" -> {
        work.initFailed(Failures.reported(call.body().readAllBytes()));
        yield ok();
      }
      case "/2018-06-01/runtime/restore/next" -> {
        work.frozen();
        yield Reply.json(200, "");
      }
      case "/2018-06-01/runtime/restore/error" -> {
        work.restoreFailed(Failures.reported(call.body().readAllBytes()));
        yield ok();
      }
      default -> Reply.json(404, "{\"errorMessage\":\"not found\",\"errorType\":\"NotFound\"}");
    };
  }

  private Reply next() throws InterruptedException {
    Work.Begun begun = work.next();
    PendingInvocation invocation = begun.invocation();
    return new Reply(
        200,
        Map.of(
            "Lambda-Runtime-Aws-Request-Id", List.of(invocation.requestId()),
            "Lambda-Runtime-Deadline-Ms", List.of(Long.toString(begun.deadlineMillis())),
            "Lambda-Runtime-Invoked-Function-Arn", List.of(functionArn),
            "Lambda-Runtime-Trace-Id", List.of(traceId(begun)),
            "Content-Type", List.of("application/json")),
        invocation.event());
  }

  private static String traceId(Work.Begun begun) {
    String id = begun.invocation().requestId().replace("-", "");
    return "Root=1-%08x-%s;Parent=%s;Sampled=0"
        .formatted(begun.deadlineMillis() / 1000, id.substring(0, 24), id.substring(0, 16));
  }

  private Reply completed(HttpCall call, String requestId, boolean succeeded) throws IOException {
    // The server drains the rest, so that the process keeps its connection.
    byte[] body = call.body().readNBytes(Failures.MAX_RESPONSE_BYTES + 1);
    boolean tooLarge = body.length > Failures.MAX_RESPONSE_BYTES;
    Invocation outcome =
        tooLarge
            ? Failures.tooLarge()
            : succeeded ? new Invocation.Succeeded(body) : Failures.reported(body);
    if (!work.complete(requestId, outcome)) {
      return Reply.json(
          400, "{\"errorMessage\":\"no such invocation\",\"errorType\":\"InvalidRequestID\"}");
    }
    return tooLarge
        ? Reply.json(
            413, "{\"errorMessage\":\"too large\",\"errorType\":\"RequestEntityTooLarge\"}")
        : ok();
  }

  private static Reply ok() {
    return Reply.json(202, "{\"status\":\"OK\"}");
  }
}
