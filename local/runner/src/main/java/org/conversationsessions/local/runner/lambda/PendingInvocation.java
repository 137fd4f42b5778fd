package org.conversationsessions.local.runner.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An invocation that has no outcome yet. */
public final class PendingInvocation {
  private final String requestId;
  private final byte[] event;
  private final CompletableFuture<Invocation> outcome = new CompletableFuture<>();

  /**
   * An invocation.
   *
   * @param requestId its identifier, a UUID
   * @param event the event, JSON
   */
  public PendingInvocation(String requestId, byte[] event) {
    this.requestId = requestId;
    this.event = event;
  }

  /** Its identifier. */
  public String requestId() {
    return requestId;
  }

  /** The event, not copied. */
  public byte[] event() {
    return event;
  }

  /** Cancels an alarm as soon as there is an outcome. */
  void cancelWhenComplete(Future<?> alarm) {
    var _ = outcome.whenComplete((invocation, failure) -> alarm.cancel(false));
  }

  /** Only the first outcome counts. */
  public void complete(Invocation invocation) {
    outcome.complete(invocation);
  }

  /** Waits for the outcome. */
  public Invocation await() {
    return outcome.join();
  }
}
