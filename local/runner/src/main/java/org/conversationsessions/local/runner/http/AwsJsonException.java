package org.conversationsessions.local.runner.http;



/** An error answer of an AWS service. */
public final class AwsJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /**
   * An error the caller made, with HTTP status 400.
   *
   * @param type its name in the service's API, with or without a namespace before {@code #}
   * @param message for the person who called
   */
  public AwsJsonException(String type, String message) {
    this(400, type, message);
  }

  /**
   * An error with a status of its own.
   *
   * @param status the HTTP status
   * @param type its name in the service's API, with or without a namespace before {@code #}
   * @param message for the person who called
   */
  public AwsJsonException(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The error's name in the service's API. */
  public String type() {
    return type;
  }
}
