package org.conversationsessions.local.runner.lambda;

/** The functions of the template, ready to be invoked. */
public interface Functions {
  /**
   * Invokes a function and waits for its answer.
   *
   * @throws IllegalArgumentException if the template has no such function
   */
  Invocation invoke(String logicalId, byte[] payload);
}
