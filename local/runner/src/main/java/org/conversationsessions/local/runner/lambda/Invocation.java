package org.conversationsessions.local.runner.lambda;

/** The outcome of an invocation. */
public sealed interface Invocation {
  /** Returns the handler's response, or the description of its failure; usually JSON. */
  byte[] payload();

  /**
   * The handler returned.
   *
   * @param payload its output, byte for byte
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; payloads reach 6 MB
  record Succeeded(byte[] payload) implements Invocation {}

  /**
   * The handler threw, timed out, or its process ended.
   *
   * @param errorType the exception's class, or Lambda's name of the failure, such as {@code
   *     Sandbox.Timedout}
   * @param message the error message
   * @param payload both, as the JSON object that Lambda returns to its caller
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Failed(String errorType, String message, byte[] payload) implements Invocation {}
}
