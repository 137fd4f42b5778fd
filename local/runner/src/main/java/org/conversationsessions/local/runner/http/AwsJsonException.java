package org.conversationsessions.local.runner.http;

/** An AWS service's error response. */
public final class AwsJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /**
   * Creates an error with HTTP status 400.
   *
   * @param type its name in the service's API, with an optional namespace before {@code #}
   * @param message a message for the caller
   */
  public AwsJsonException(String type, String message) {
    this(400, type, message);
  }

  /**
   * Creates an error.
   *
   * @param status the HTTP status
   * @param type its name in the service's API, with an optional namespace before {@code #}
   * @param message a message for the caller
   */
  public AwsJsonException(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the error's name in the service's API. */
  public String type() {
    return type;
  }
}
