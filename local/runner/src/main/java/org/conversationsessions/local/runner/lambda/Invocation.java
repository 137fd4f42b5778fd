package org.conversationsessions.local.runner.lambda;



/** How an invocation ended. */
public sealed interface Invocation {
  /** The handler's answer, or the description of its failure, both JSON as a rule. */
  byte[] payload();

  /**
   * The handler returned.
   *
   * @param payload what it wrote, to the byte
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; payloads reach 6 MB
  record Succeeded(byte[] payload) implements Invocation {}

  /**
   * The handler threw, ran out of time, or its process ended.
   *
   * @param errorType the exception's class, or Lambda's name for the failure, such as {@code
   *     Sandbox.Timedout}
   * @param message what went wrong
   * @param payload both as the JSON object that Lambda gives its caller
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Failed(String errorType, String message, byte[] payload) implements Invocation {}
}
