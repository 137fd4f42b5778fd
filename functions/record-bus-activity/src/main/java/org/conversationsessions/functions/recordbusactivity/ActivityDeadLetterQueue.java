package org.conversationsessions.functions.recordbusactivity;

import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.stream.SqsDeadLetterQueue;

/** The dead-letter queue for messages that can never be recorded. */
@FunctionalInterface
interface ActivityDeadLetterQueue {
  /**
   * Sends a message to the queue.
   *
   * @throws org.conversationsessions.application.StoreException if the queue did not accept it
   */
  void send(QueuedActivity message, ApiError reason);

  /**
   * Returns the queue that the environment specifies. Messages keep their body; the reason is in
   * the attributes {@code errorCode} and {@code errorMessage}.
   */
  static ActivityDeadLetterQueue of(Map<String, String> environment) {
    DeadLetterQueue queue = SqsDeadLetterQueue.of(environment, "DEAD_LETTER_QUEUE_URL");
    return (message, reason) ->
        queue.send(
            message.body(),
            Map.of(
                "errorCode",
                Integer.toString(reason.code()),
                DeadLetterQueue.REASON,
                reason.msg()));
  }
}
