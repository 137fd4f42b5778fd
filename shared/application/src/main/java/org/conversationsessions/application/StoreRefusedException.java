package org.conversationsessions.application;



/**
 * Reports that the store answered and refused the call for a reason that waiting does not change: a
 * permission or a table is missing, or the call itself is wrong. The deployment is at fault. A
 * queue or a stream keeps its entry for the corrected deployment; a client is told of a failure and
 * not to come back in a moment.
 */
public final class StoreRefusedException extends StoreException {
  private static final long serialVersionUID = 1;

  /** Says what was tried. */
  public StoreRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isPassing() {
    return false;
  }
}
