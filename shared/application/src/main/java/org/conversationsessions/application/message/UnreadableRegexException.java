package org.conversationsessions.application.message;

/** Reports a regular expression that is not compiled. */
public final class UnreadableRegexException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  UnreadableRegexException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Returns why the expression is not compiled. The text may quote the expression. */
  public String reason() {
    return reason;
  }
}
