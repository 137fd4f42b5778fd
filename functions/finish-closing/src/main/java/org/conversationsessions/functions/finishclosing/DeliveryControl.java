package org.conversationsessions.functions.finishclosing;

import java.time.Duration;
import java.util.Map;
import org.conversationsessions.application.StoreException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Handles messages that were not finished. */
interface DeliveryControl {
  /** Delivers a message again after a pause. Without it the queue's visibility timeout decides. */
  void deliverAgain(QueuedClosing message, Duration pause);

  /**
   * Sends a message that can never be read to the dead-letter queue.
   *
   * @throws StoreException if the queue did not accept it
   */
  void sendToDeadLetterQueue(QueuedClosing message, String reason);

  /**
   * Returns the control of messages in SQS.
   *
   * @param queueUrl the queue of the messages
   * @param deadLetterUrl its dead-letter queue. Messages keep their body; the reason is in the
   *     attribute {@code errorMessage}.
   */
  static DeliveryControl sqs(SqsClient queues, String queueUrl, String deadLetterUrl) {
    return new DeliveryControl() {
      @Override
      public void deliverAgain(QueuedClosing message, Duration pause) {
        try {
          queues.changeMessageVisibility(
              change ->
                  change
                      .queueUrl(queueUrl)
                      .receiptHandle(message.receiptHandle())
                      .visibilityTimeout((int) pause.toSeconds()));
        } catch (SdkException e) {
          throw new StoreException("changing a message's visibility: " + e.getMessage(), e);
        }
      }

      @Override
      public void sendToDeadLetterQueue(QueuedClosing message, String reason) {
        try {
          queues.sendMessage(
              send ->
                  send.queueUrl(deadLetterUrl)
                      .messageBody(message.body())
                      .messageGroupId(message.group().isEmpty() ? "none" : message.group())
                      .messageDeduplicationId(message.messageId())
                      .messageAttributes(
                          Map.of(
                              "errorMessage",
                              MessageAttributeValue.builder()
                                  .dataType("String")
                                  .stringValue(reason)
                                  .build())));
        } catch (SdkException e) {
          throw new StoreException("sending to the dead-letter queue: " + e.getMessage(), e);
        }
      }
    };
  }
}
