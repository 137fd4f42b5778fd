package org.conversationsessions.local.cli;


/** A command cannot do what it was asked. The message is one line that says what to do next. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong and what to do next. */
  public CliException(String message) {
    super(message);
  }

  /** Says what is wrong and what to do next. */
  public CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
