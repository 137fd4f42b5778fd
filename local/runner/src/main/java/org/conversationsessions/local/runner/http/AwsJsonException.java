package org.conversationsessions.local.runner.http;

/** A service's refusal, in the terms of the AWS JSON protocol. */
public final class AwsJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /**
   * Makes a refusal.
   *
   * @param status the HTTP status: 400 if the client is to blame, else 500
   * @param type what stands in {@code __type}: clients take the part behind {@code #} for the error's code
   * @param message what a person is to read
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

  /** What stands in {@code __type}. */
  public String type() {
    return type;
  }
}
