package org.conversationsessions.application;

/**
 * Reports a stored item that this code can never read: an unknown form, a missing attribute, a
 * value of the wrong type, or a ciphertext that the key does not decrypt. A retry cannot succeed,
 * so a consumer of a queue or a stream sends such an item to a dead-letter queue. It retries after
 * every other {@link StoreException}: a transient one passes, a {@link StoreRefusedException} once
 * the deployment is corrected.
 */
public final class UnreadableItemException extends StoreException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message the kind of item, without any of its content
   */
  public UnreadableItemException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the kind of item, without any of its content
   * @param cause why
   */
  public UnreadableItemException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
