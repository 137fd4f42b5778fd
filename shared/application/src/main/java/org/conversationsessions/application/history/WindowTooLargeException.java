package org.conversationsessions.application.history;

/** Reports that a query would read more than can be read within the time of a request. */
public final class WindowTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what a client can do, without content of the request
   */
  public WindowTooLargeException(String message) {
    super(message);
  }
}
