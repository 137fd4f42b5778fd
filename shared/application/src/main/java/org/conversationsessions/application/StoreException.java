package org.conversationsessions.application;



/**
 * Reports that the store did not answer, refused for lack of capacity, refused for good ({@link
 * StoreRefusedException}), or answered what cannot be read ({@link UnreadableItemException}).
 * Nothing may be concluded from it: neither that something was written nor that it was not, and
 * never that nothing is there.
 */
public sealed class StoreException extends RuntimeException
    permits UnreadableItemException, StoreRefusedException {
  private static final long serialVersionUID = 1;

  /** Says what was tried. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what was tried. */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Returns whether the same call may succeed a little later. A client is then answered with status
   * 503, otherwise with 500.
   */
  public boolean isPassing() {
    return true;
  }
}
