package org.conversationsessions.application;

/**
 * Reports that the store refused the call for a reason that waiting does not change: a permission
 * or a table is missing, or the call itself is wrong. The deployment is at fault. A queue or a
 * stream keeps its entry for the corrected deployment. A client gets an error that does not ask for
 * a retry.
 */
public final class StoreRefusedException extends StoreException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message the attempted operation
   * @param cause the store's error
   */
  public StoreRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
