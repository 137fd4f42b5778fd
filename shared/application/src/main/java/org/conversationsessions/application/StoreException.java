package org.conversationsessions.application;

/**
 * Reports that the store did not respond, had no capacity, refused the call permanently ({@link
 * StoreRefusedException}), or returned something unreadable ({@link UnreadableItemException}).
 * Nothing follows from it: not that something was written, not that it was not, and never that an
 * item does not exist.
 */
public sealed class StoreException extends RuntimeException
    permits UnreadableItemException, StoreRefusedException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message the attempted operation
   * @param cause the store's error
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates the exception.
   *
   * @param message the attempted operation
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Returns whether the same call may succeed a little later. A client then gets status 503,
   * otherwise 500.
   */
  public boolean isTransient() {
    return true;
  }
}
