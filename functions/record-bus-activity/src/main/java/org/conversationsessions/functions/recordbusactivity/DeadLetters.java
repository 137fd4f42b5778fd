package org.conversationsessions.functions.recordbusactivity;

import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.stream.SetAside;
import org.conversationsessions.stream.SetAsideQueue;

/** Where messages go that can never be recorded, with the reason. */
@FunctionalInterface
interface DeadLetters {
  /**
   * Keeps a message.
   *
   * @throws org.conversationsessions.application.StoreException if it could not be kept
   */
  void keep(QueuedActivity message, ApiError reason);

  /**
   * The queue that the environment names. The reason stands in the attributes {@code errorCode} and
   * {@code errorMessage}; the body is the message's.
   */
  static DeadLetters queue(Map<String, String> environment) {
    SetAside queue = SetAsideQueue.of(environment, "DEAD_LETTER_QUEUE_URL");
    return (message, reason) ->
        queue.keep(
            message.body(),
            Map.of("errorCode", Integer.toString(reason.code()), SetAside.REASON, reason.msg()));
  }
}
