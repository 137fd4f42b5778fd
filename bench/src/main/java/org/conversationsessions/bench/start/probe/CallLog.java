package org.conversationsessions.bench.start.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.IoUtils;

/**
 * An interceptor of every call of DynamoDB in a process. The SDK loads it because a file in the
 * class path names it; the function does not know it.
 */
public final class CallLog implements ExecutionInterceptor {
  private static final ExecutionAttribute<LoggedCall> CALL =
      new ExecutionAttribute<>("org.conversationsessions.call");

  private static List<LoggedCall> calls = new ArrayList<>();
  private static int inFlight;
  private static int stage;
  private static long since;
  private static long waited;

  /** Creates the interceptor, as the SDK does. */
  public CallLog() {}

  /** A call, with the stage that it is part of: the calls of a stage run in parallel. */
  static final class LoggedCall {
    private final int stage;
    private String operation = "";
    private String body = "";

    LoggedCall(int stage) {
      this.stage = stage;
    }

    @Override
    public String toString() {
      return stage + " " + operation + " " + body;
    }
  }

  /** Returns the calls since {@link #reset}, a line each. */
  static synchronized List<String> lines() {
    return calls.stream().map(LoggedCall::toString).toList();
  }

  /** Returns the nanoseconds since {@link #reset} during which a call was under way. */
  static synchronized long waited() {
    return waited;
  }

  /** Forgets all calls. */
  static synchronized void reset() {
    calls = new ArrayList<>();
    stage = 0;
    waited = 0;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    synchronized (CallLog.class) {
      if (inFlight++ == 0) {
        since = System.nanoTime();
        stage++;
      }
      LoggedCall call = new LoggedCall(stage);
      calls.add(call);
      attributes.putAttribute(CALL, call);
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (!TimedHandler.RECORDS) {
      return;
    }
    LoggedCall call = attributes.getAttribute(CALL);
    call.operation =
        context
            .httpRequest()
            .firstMatchingHeader("X-Amz-Target")
            .orElse("")
            .replaceAll(".*\\.", "");
    context
        .requestBody()
        .ifPresent(
            body -> {
              try {
                call.body =
                    new String(
                        IoUtils.toByteArray(body.contentStreamProvider().newStream()),
                        StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ended();
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    ended();
  }

  private static synchronized void ended() {
    if (--inFlight == 0) {
      waited += System.nanoTime() - since;
    }
  }
}
