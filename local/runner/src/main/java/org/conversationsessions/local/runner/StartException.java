package org.conversationsessions.local.runner;



/** The service cannot start; the message is for the person who started it. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure and what led to it. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure. */
  public StartException(String message) {
    super(message);
  }
}
