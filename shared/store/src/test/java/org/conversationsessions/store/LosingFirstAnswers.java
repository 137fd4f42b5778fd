package org.conversationsessions.store;

import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Turns the next answer of the service into an internal error although the call took effect: the
 * SDK tries again.
 */
final class LosingFirstAnswers implements ExecutionInterceptor {
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean everArmed = new AtomicBoolean();

  /** The next answer is lost. */
  void arm() {
    armed.set(true);
  }

  /** The next answer is lost, unless one was to be lost before. */
  void armOnce() {
    if (everArmed.compareAndSet(false, true)) {
      arm();
    }
  }

  /** Whether the answer that was to be lost was. */
  boolean isUsedUp() {
    return !armed.get();
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return armed.compareAndSet(true, false)
        ? context.httpResponse().toBuilder().statusCode(500).build()
        : context.httpResponse();
  }
}
