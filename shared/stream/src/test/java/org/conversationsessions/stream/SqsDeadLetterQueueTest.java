package org.conversationsessions.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class SqsDeadLetterQueueTest {
  /** The characters that SQS allows (API reference, SendMessage). */
  private static final Pattern ALLOWED =
      Pattern.compile("[\\x09\\x0A\\x0D\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]+");

  /** The limit in bytes until 2025; a queue may still be set to it. */
  private static final int LIMIT = 262_144;

  private final List<SendMessageRequest> sent = new ArrayList<>();
  private boolean reachable = true;
  private final DeadLetterQueue queue = new SqsDeadLetterQueue(Sqs::new, "queue");

  @Test
  void theBodyIsWholeAndTheAttributesHaveTheReason() {
    queue.send("{}", Map.of(DeadLetterQueue.REASON, "unreadable", "streamArn", "arn"));

    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().queueUrl()).isEqualTo("queue");
    assertThat(sent.getFirst().messageBody()).isEqualTo("{}");
    assertThat(sent.getFirst().messageAttributes()).containsOnlyKeys("errorMessage", "streamArn");
  }

  @Test
  void everyTextIsReducedToCharactersThatSqsAllows() {
    String any = "a\u0000b\u001f\tc\n\uFFFE\uFFFF😀\uD7FF\uE000";

    queue.send(any, Map.of(DeadLetterQueue.REASON, any, "empty", ""));

    assertThat(sent.getFirst().messageBody())
        .isEqualTo("a\uFFFDb\uFFFD\tc\n\uFFFD\uFFFD😀\uD7FF\uE000")
        .matches(ALLOWED);
    assertThat(sent.getFirst().messageAttributes()).containsOnlyKeys(DeadLetterQueue.REASON);
    assertThat(SendableMessage.sendable("\uD83Dx\uDE00")).isEqualTo("\uFFFDx\uFFFD");
    assertThat(SendableMessage.sendable("ä – 日本語")).isEqualTo("ä – 日本語");
  }

  @Test
  void anEmptyBodyHasAPlaceholder() {
    queue.send("", Map.of());
    assertThat(sent.getFirst().messageBody()).isEqualTo("(empty)");
  }

  @Test
  void aTooLargeMessageIsTruncatedAndHasItsOriginalSize() {
    for (String unit : List.of("x", "ä", "本", "😀")) {
      int units = LIMIT / unit.getBytes(StandardCharsets.UTF_8).length;
      queue.send(unit.repeat(units), Map.of(DeadLetterQueue.REASON, unit.repeat(9_000)));

      SendMessageRequest message = sent.removeLast();
      assertThat(size(message)).isBetween(LIMIT - 20_000, LIMIT - 1_000);
      assertThat(message.messageBody()).matches(ALLOWED).endsWith(unit);
      assertThat(message.messageAttributes()).containsKey("cutFromBytes");
      assertThat(message.messageAttributes())
          .hasEntrySatisfying(
              DeadLetterQueue.REASON,
              reason ->
                  assertThat(reason.stringValue().getBytes(StandardCharsets.UTF_8))
                      .hasSizeBetween(3_990, 4_000));
    }
  }

  @Test
  void anUnavailableQueueIsATransientFailure() {
    reachable = false;
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> queue.send("{}", Map.of()))
        .isNotInstanceOf(UnreadableItemException.class);
  }

  private static int size(SendMessageRequest message) {
    int size = message.messageBody().getBytes(StandardCharsets.UTF_8).length;
    for (var attribute : message.messageAttributes().entrySet()) {
      size +=
          attribute.getKey().length()
              + attribute.getValue().dataType().length()
              + attribute.getValue().stringValue().getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  /** A fake SQS client. */
  private final class Sqs implements SqsClient {
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      if (!reachable) {
        throw SdkClientException.create("no route");
      }
      sent.add(request);
      return SendMessageResponse.builder().messageId("id").build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
