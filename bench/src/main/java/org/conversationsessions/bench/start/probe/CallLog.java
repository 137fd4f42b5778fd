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
 * Sees every call of DynamoDB in a process, without the function's knowing: the SDK takes it from a
 * file that is put beside the function's classes.
 */
public final class CallLog implements ExecutionInterceptor {
  private static final ExecutionAttribute<Call> CALL =
      new ExecutionAttribute<>("org.conversationsessions.call");

  private static List<Call> calls = new ArrayList<>();
  private static int inFlight;
  private static int stage;
  private static long since;
  private static long waited;

  /** As the SDK makes it. */
  public CallLog() {}

  /** A call: which, with what, and how many came before it that it had to wait for. */
  static final class Call {
    private final int stage;
    private String operation = "";
    private String body = "";

    Call(int stage) {
      this.stage = stage;
    }

    @Override
    public String toString() {
      return stage + " " + operation + " " + body;
    }
  }

  /** What was seen since the last time: a line for each call. */
  static synchronized List<String> lines() {
    return calls.stream().map(Call::toString).toList();
  }

  /** Nanoseconds during which at least one call was on its way, since the last time. */
  static synchronized long waited() {
    return waited;
  }

  /** Begins anew. */
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
      Call call = new Call(stage);
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
    Call call = attributes.getAttribute(CALL);
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
