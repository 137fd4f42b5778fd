package org.conversationsessions.domain;

/**
 * The store did not answer, refused for lack of capacity, or answered what cannot be read. Nothing
 * may be concluded from it: neither that something was written nor that it was not, and never that
 * nothing is there.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what was tried. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what was tried. */
  public StoreException(String message) {
    super(message);
  }
}
