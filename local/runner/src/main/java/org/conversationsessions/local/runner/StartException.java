package org.conversationsessions.local.runner;

/** The service cannot start; the message is for the person who started it. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure with a cause. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Creates a failure. */
  public StartException(String message) {
    super(message);
  }
}
