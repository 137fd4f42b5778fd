package org.conversationsessions.local.runner.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An invocation that has no outcome yet. */
final class PendingInvocation {
  private final String requestId;
  private final byte[] event;
  private final CompletableFuture<Invocation> outcome = new CompletableFuture<>();

  PendingInvocation(String requestId, byte[] event) {
    this.requestId = requestId;
    this.event = event;
  }

  String requestId() {
    return requestId;
  }

  byte[] event() {
    return event;
  }

  /** Cancels an alarm as soon as there is an outcome. */
  void cancelWhenComplete(Future<?> alarm) {
    var _ = outcome.whenComplete((invocation, failure) -> alarm.cancel(false));
  }

  /** Only the first outcome counts. */
  void complete(Invocation invocation) {
    outcome.complete(invocation);
  }

  Invocation await() {
    return outcome.join();
  }
}
