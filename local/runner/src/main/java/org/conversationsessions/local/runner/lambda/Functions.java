package org.conversationsessions.local.runner.lambda;

/** Invokes functions. */
@FunctionalInterface
public interface Functions {
  /** The maximum size of a synchronous invocation's event, in bytes (Lambda quota, 6 MB). */
  int MAX_EVENT_BYTES = 6 * 1024 * 1024;

  /**
   * Invokes a function and waits for its outcome, at most its timeout plus its process's start.
   *
   * @param logicalId the function's name in the template
   * @param payload the event, JSON
   * @throws IllegalArgumentException if there is no such function
   */
  Invocation invoke(String logicalId, byte[] payload);
}
