package org.conversationsessions.store;

import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Replaces the next response by an internal error after the call took effect, so the SDK retries.
 */
final class LosingFirstAnswers implements ExecutionInterceptor {
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean everArmed = new AtomicBoolean();

  /** Loses the next response. */
  void arm() {
    armed.set(true);
  }

  /** Loses the next response, unless one was to be lost before. */
  void armOnce() {
    if (everArmed.compareAndSet(false, true)) {
      arm();
    }
  }

  /** Returns whether the response was lost. */
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
