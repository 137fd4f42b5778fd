package org.conversationsessions.application;

import java.util.Map;

/**
 * A dead-letter queue for what a consumer can never process: no retry can help. An alarm watches
 * it.
 */
@FunctionalInterface
public interface DeadLetterQueue {
  /** The attribute with the reason. */
  String REASON = "errorMessage";

  /**
   * Sends a message, whatever it contains and however long it is. Characters that the queue does
   * not allow become U+FFFD, and a body that is too long is truncated.
   *
   * @param body the item that could not be processed
   * @param attributes the reason and the item's origin, by names of letters; empty ones are left
   *     out
   * @throws StoreException if the queue did not accept it
   */
  void send(String body, Map<String, String> attributes);
}
