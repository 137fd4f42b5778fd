package org.conversationsessions.local.runner.lambda;

/** How an invocation ended. */
@SuppressWarnings("ArrayRecordComponent") // payloads are handed over, never compared
public sealed interface Invocation {
  /** The function answered. */
  record Succeeded(byte[] payload) implements Invocation {}

  /** The function failed, ended or took too long; the payload is the error as Lambda reports it. */
  record Failed(String errorType, String message, byte[] payload) implements Invocation {}
}
