package org.conversationsessions.application.message;

/** Reports a regular expression that is not compiled. The message says why; it may quote it. */
public final class UnreadableRegexException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableRegexException(String message) {
    super(message);
  }
}
