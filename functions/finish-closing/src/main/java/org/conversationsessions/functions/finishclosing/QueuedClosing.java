package org.conversationsessions.functions.finishclosing;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of the closing queue, as Lambda delivers it.
 *
 * @param messageId the queue's identifier
 * @param receiptHandle the identifier of this delivery
 * @param body the closing as JSON
 * @param group the message group
 * @param delivery the number of deliveries so far, including this one
 */
record QueuedClosing(
    String messageId, String receiptHandle, String body, String group, int delivery) {
  /**
   * Reads the messages of an invocation, in the queue's order.
   *
   * @throws IllegalArgumentException if the event is not from a queue
   */
  static List<QueuedClosing> read(@Nullable SQSEvent event) {
    if (event == null || event.getRecords() == null) {
      throw new IllegalArgumentException("the event has no Records");
    }
    return event.getRecords().stream().map(QueuedClosing::of).toList();
  }

  private static QueuedClosing of(SQSMessage message) {
    Map<String, String> attributes = Objects.requireNonNullElse(message.getAttributes(), Map.of());
    return new QueuedClosing(
        Objects.requireNonNullElse(message.getMessageId(), ""),
        Objects.requireNonNullElse(message.getReceiptHandle(), ""),
        Objects.requireNonNullElse(message.getBody(), ""),
        Objects.requireNonNullElse(attributes.get("MessageGroupId"), ""),
        Optional.ofNullable(attributes.get("ApproximateReceiveCount"))
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(Integer::parseInt)
            .orElse(1));
  }
}
