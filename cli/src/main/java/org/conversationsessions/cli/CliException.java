package org.conversationsessions.cli;

/** A command failed. The message is one line that says what is wrong and what to do next. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message for the operator. */
  public CliException(String message) {
    super(message);
  }

  /** Creates an exception with a message for the operator and the cause. */
  public CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
