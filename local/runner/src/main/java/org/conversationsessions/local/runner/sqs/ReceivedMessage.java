package org.conversationsessions.local.runner.sqs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.conversationsessions.local.runner.aws.LocalArn;

/**
 * A received message.
 *
 * @param receiptHandle identifies this receipt, for deletion
 * @param receiveCount how often it was received, including this time
 * @param firstReceived when it was first received
 */
public record ReceivedMessage(
    QueueMessage message, String receiptHandle, int receiveCount, Instant firstReceived) {
  /** Returns the message's system attributes. */
  public Map<String, String> systemAttributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("ApproximateReceiveCount", Integer.toString(receiveCount));
    attributes.put("SentTimestamp", Long.toString(message.sent().toEpochMilli()));
    attributes.put("SenderId", LocalArn.ACCOUNT);
    attributes.put("ApproximateFirstReceiveTimestamp", Long.toString(firstReceived.toEpochMilli()));
    message
        .order()
        .ifPresent(
            order -> {
              attributes.put("SequenceNumber", order.sequenceNumber());
              attributes.put("MessageGroupId", order.group());
              attributes.put("MessageDeduplicationId", order.deduplicationId());
            });
    message.movedFrom().ifPresent(arn -> attributes.put("DeadLetterQueueSourceArn", arn));
    return attributes;
  }
}
