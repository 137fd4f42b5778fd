package org.conversationsessions.functions.recordbusactivity;

import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.stream.SetAside;
import org.conversationsessions.stream.SetAsideQueue;

/** The dead-letter queue for messages that can never be recorded. */
@FunctionalInterface
interface DeadLetters {
  /**
   * Sends a message to the queue.
   *
   * @throws org.conversationsessions.application.StoreException if the queue did not accept it
   */
  void keep(QueuedActivity message, ApiError reason);

  /**
   * Returns the queue that the environment specifies. Messages keep their body; the reason is in
   * the attributes {@code errorCode} and {@code errorMessage}.
   */
  static DeadLetters queue(Map<String, String> environment) {
    SetAside queue = SetAsideQueue.of(environment, "DEAD_LETTER_QUEUE_URL");
    return (message, reason) ->
        queue.keep(
            message.body(),
            Map.of("errorCode", Integer.toString(reason.code()), SetAside.REASON, reason.msg()));
  }
}
