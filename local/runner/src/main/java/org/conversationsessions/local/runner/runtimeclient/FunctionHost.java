package org.conversationsessions.local.runner.runtimeclient;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Serves one function: constructs its handler, gets invocations from the Lambda Runtime API and
 * answers them. Several threads each serve one invocation at a time. The process ends when its
 * standard input does, that is with the process that started it.
 */
public final class FunctionHost {
  /** The system property for the number of threads (default: 1). */
  public static final String THREADS = "host.threads";

  /**
   * The system property for the path of aws-lambda-java-serialization's jar, for handlers of plain
   * objects.
   */
  public static final String SERIALIZATION = "host.serialization";

  private final RuntimeApiAddress api;
  private final RequestStreamHandler handler;

  private FunctionHost(RuntimeApiAddress api, RequestStreamHandler handler) {
    this.api = api;
    this.handler = handler;
  }

  /**
   * Serves until the parent process ends or the Runtime API closes. All settings come from Lambda's
   * environment variables.
   */
  public static void main(String[] args) throws IOException {
    Thread.ofPlatform().daemon().start(FunctionHost::endWithParent);
    RuntimeApiAddress api = RuntimeApiAddress.of(variable("AWS_LAMBDA_RUNTIME_API"));
    FunctionHost host;
    try {
      host = new FunctionHost(api, HandlerLoader.load(variable("_HANDLER")));
    } catch (Throwable e) { // whatever a static initialiser or a constructor of the function throws
      e.printStackTrace();
      try (RuntimeApiClient client = new RuntimeApiClient(api)) {
        client.sendInitError(e.getClass().getName(), ErrorReport.json(e));
      }
      Runtime.getRuntime().halt(1);
      return;
    }
    for (int i = Integer.getInteger(THREADS, 1); i > 0; i--) {
      Thread.ofPlatform().name("invocation-" + i).start(host::serve);
    }
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private static void endWithParent() {
    try {
      while (System.in.read() != -1) {
        // Wait for the end.
      }
    } catch (IOException e) {
      // An unreadable input counts as ended.
    }
    Runtime.getRuntime().halt(0);
  }

  private void serve() {
    try (RuntimeApiClient client = new RuntimeApiClient(api)) {
      while (true) {
        NextInvocation next = client.next();
        answer(client, next);
      }
    } catch (IOException e) {
      // The parent closed the API: this process has no more work.
      Runtime.getRuntime().halt(0);
    }
  }

  private void answer(RuntimeApiClient client, NextInvocation next) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(next.event()), output, new InvocationContext(next));
    } catch (Throwable e) { // an Error of the handler too is the invocation's failure, as on Lambda
      e.printStackTrace();
      client.sendError(next.requestId(), e.getClass().getName(), ErrorReport.json(e));
      if (e instanceof VirtualMachineError) {
        Runtime.getRuntime().halt(1);
      }
      return;
    }
    client.sendResponse(next.requestId(), output.toByteArray());
  }
}
