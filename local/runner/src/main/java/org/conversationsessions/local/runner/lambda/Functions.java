package org.conversationsessions.local.runner.lambda;



/** Invokes functions. */
@FunctionalInterface
public interface Functions {
  /**
   * The largest event of an invocation whose answer is waited for, in bytes (Lambda's quota, 6 MB).
   */
  int MAX_EVENT_BYTES = 6 * 1024 * 1024;

  /**
   * Invokes a function and waits for its outcome, at most its timeout and the start of its process.
   *
   * @param logicalId the function's name in the template
   * @param payload the event, JSON
   * @throws IllegalArgumentException if there is no such function
   */
  Invocation invoke(String logicalId, byte[] payload);
}
