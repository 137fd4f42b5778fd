package org.conversationsessions.local.runner.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An invocation without an outcome yet. */
public final class PendingInvocation {
  private final String requestId;
  private final byte[] event;
  private final CompletableFuture<Invocation> outcome = new CompletableFuture<>();

  /**
   * Creates an invocation.
   *
   * @param requestId its id, a UUID
   * @param event the event, JSON
   */
  public PendingInvocation(String requestId, byte[] event) {
    this.requestId = requestId;
    this.event = event;
  }

  /** Returns its id. */
  public String requestId() {
    return requestId;
  }

  /** Returns the event, not copied. */
  public byte[] event() {
    return event;
  }

  /** Cancels a timeout as soon as there is an outcome. */
  void cancelWhenComplete(Future<?> timeout) {
    var _ = outcome.whenComplete((invocation, failure) -> timeout.cancel(false));
  }

  /** Sets the outcome; only the first one counts. */
  public void complete(Invocation invocation) {
    outcome.complete(invocation);
  }

  /** Waits for the outcome. */
  public Invocation await() {
    return outcome.join();
  }
}
