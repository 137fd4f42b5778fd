package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function and its current sandbox, which is replaced when it ends. */
final class LocalFunction implements AutoCloseable {
  private final FunctionJvm jvm;
  private final TimeoutScheduler timeouts;
  private final Clock clock;
  private final Consumer<String> crashes;
  private @Nullable Sandbox sandbox;
  private boolean closed;

  LocalFunction(FunctionJvm jvm, TimeoutScheduler timeouts, Clock clock, Consumer<String> crashes) {
    this.jvm = jvm;
    this.timeouts = timeouts;
    this.clock = clock;
    this.crashes = crashes;
  }

  Invocation invoke(String requestId, byte[] event) {
    PendingInvocation invocation = new PendingInvocation(requestId, event);
    submit(invocation);
    return invocation.await();
  }

  /** Starts the process, unless one runs, and waits until it is ready. */
  void warmUp() throws InterruptedException {
    Sandbox present;
    synchronized (this) {
      if (closed || sandbox != null) {
        return;
      }
      try {
        present = replace();
      } catch (IOException e) {
        return; // the first invocation meets the same fault and reports it
      }
    }
    present.awaitStart();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private synchronized void submit(PendingInvocation invocation) {
    if (closed) {
      invocation.complete(Failures.failed("Sandbox.Closed", "the service is shutting down"));
      return;
    }
    try {
      if (sandbox == null || !sandbox.submit(invocation)) {
        replace().submit(invocation);
      }
    } catch (IOException e) {
      invocation.complete(Failures.failed("Sandbox.StartFailed", e.toString()));
    }
  }

  private synchronized Sandbox replace() throws IOException {
    Sandbox fresh = new Sandbox(jvm, timeouts, clock, crashes, this::submit);
    sandbox = fresh;
    return fresh;
  }
}
