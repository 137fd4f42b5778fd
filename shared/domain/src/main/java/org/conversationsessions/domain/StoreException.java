package org.conversationsessions.domain;

/**
 * Reports that the store did not answer, refused for lack of capacity, or answered what cannot be
 * read ({@link UnreadableItemException}). Nothing may be concluded from it: neither that something
 * was written nor that it was not, and never that nothing is there.
 */
public sealed class StoreException extends RuntimeException permits UnreadableItemException {
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
