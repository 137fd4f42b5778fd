package org.conversationsessions.local.runner.sqs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it was sent.
 *
 * @param id given by the queue
 * @param body the text
 * @param attributes by name
 * @param sent when; kept when it moves to a dead-letter queue
 * @param movedFrom ARN of the queue that it moved to a dead-letter queue from
 * @param order its place in a FIFO queue; empty in a standard queue
 */
public record Message(
    String id,
    String body,
    Map<String, MessageAttribute> attributes,
    Instant sent,
    Optional<String> movedFrom,
    Optional<Order> order) {
  /**
   * What a FIFO queue knows of a message.
   *
   * @param group the message group, within which the order is kept
   * @param deduplicationId what a repeated message is told by
   * @param sequence grows with every message
   */
  public record Order(String group, String deduplicationId, long sequence) {
    public Order {
      if (!group.matches(NAME) || !deduplicationId.matches(NAME)) {
        throw new IllegalArgumentException(
            "MessageGroupId and MessageDeduplicationId take 1 to 128 letters, digits and"
                + " punctuation");
      }
    }

    /** The sequence as SQS writes it: 20 digits. */
    public String sequenceNumber() {
      return "%020d".formatted(sequence);
    }
  }

  private static final String NAME = "[\\x21-\\x7E]{1,128}";

  public Message {
    attributes = Map.copyOf(attributes);
  }

  Message movedFrom(String queueArn) {
    return new Message(id, body, attributes, sent, Optional.of(queueArn), order);
  }

  /** What SQS counts against its limits, in bytes: body and attributes. */
  int size() {
    return body.getBytes(StandardCharsets.UTF_8).length
        + attributes.entrySet().stream()
            .mapToInt(each -> each.getValue().size(each.getKey()))
            .sum();
  }

  /** Whether SQS takes the body: it takes what XML 1.0 can hold, and at least one character. */
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
