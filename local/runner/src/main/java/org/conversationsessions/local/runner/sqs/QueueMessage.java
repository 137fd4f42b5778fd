package org.conversationsessions.local.runner.sqs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message.
 *
 * @param id its id, assigned by the queue
 * @param body its text
 * @param attributes its attributes by name
 * @param sent the time of sending; kept when it moves to a dead-letter queue
 * @param movedFrom the ARN of the queue it came from, in a dead-letter queue
 * @param order its position in a FIFO queue; empty in a standard queue
 */
public record QueueMessage(
    String id,
    String body,
    Map<String, MessageAttribute> attributes,
    Instant sent,
    Optional<String> movedFrom,
    Optional<Order> order) {
  /**
   * A message's position in a FIFO queue.
   *
   * @param group the message group, which keeps its order
   * @param deduplicationId identifies repeated messages
   * @param sequence increases with every message
   */
  public record Order(String group, String deduplicationId, long sequence) {
    public Order {
      if (!group.matches(NAME) || !deduplicationId.matches(NAME)) {
        throw new IllegalArgumentException(
            "MessageGroupId and MessageDeduplicationId take 1 to 128 letters, digits and"
                + " punctuation");
      }
    }

    /** Returns the sequence as SQS writes it: 20 digits. */
    public String sequenceNumber() {
      return "%020d".formatted(sequence);
    }
  }

  private static final String NAME = "[\\x21-\\x7E]{1,128}";

  public QueueMessage {
    attributes = Map.copyOf(attributes);
  }

  QueueMessage movedFrom(String queueArn) {
    return new QueueMessage(id, body, attributes, sent, Optional.of(queueArn), order);
  }

  /** Returns the size that counts against SQS's limits, in bytes: body and attributes. */
  int size() {
    return body.getBytes(StandardCharsets.UTF_8).length
        + attributes.entrySet().stream()
            .mapToInt(each -> each.getValue().size(each.getKey()))
            .sum();
  }

  /**
   * Returns whether SQS accepts the body: at least one character, and only characters of XML 1.0.
   */
  boolean hasValidBody() {
    return !body.isEmpty()
        && body.codePoints()
            .allMatch(
                c ->
                    c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
  }
}
