package org.conversationsessions.local.runner.sqs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.conversationsessions.local.runner.aws.LocalArn;

/**
 * A message as a receiver got it.
 *
 * @param receiptHandle what it is deleted by
 * @param receiveCount how often it was handed out, this time included
 * @param firstReceived when it was first handed out
 */
public record ReceivedMessage(
    Message message, String receiptHandle, int receiveCount, Instant firstReceived) {
  /** What SQS itself tells of the message. */
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
