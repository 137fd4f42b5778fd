package org.conversationsessions.local.runner.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QueueTest {
  private static final Resource MAIN =
      new Resource(
          "Main",
          "AWS::SQS::Queue",
          Map.of(
              "VisibilityTimeout",
              "60",
              "MessageRetentionPeriod",
              3600,
              "RedrivePolicy",
              Map.of(
                  "deadLetterTargetArn",
                  "arn:aws:sqs:local:000000000000:Dead",
                  "maxReceiveCount",
                  2)));
  private static final Resource DEAD = new Resource("Dead", "AWS::SQS::Queue", Map.of());

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final Queues queues = new Queues(List.of(MAIN, DEAD), clock);
  private final Queue main = queues.require("Main");
  private final Queue dead = queues.require("Dead");

  @Test
  @Tag("difference:queue-order")
  void messagesComeInTheOrderOfSending() throws Exception {
    send("a", "b", "c");
    assertThat(bodies(receive(2))).containsExactly("a", "b");
    assertThat(bodies(receive(2))).containsExactly("c");
    assertThat(receive(2)).isEmpty();
  }

  @Test
  void aReceivedMessageComesAgainWhenItsVisibilityTimeoutIsOver() throws Exception {
    send("a");
    assertThat(receive(1)).hasSize(1);
    clock.advance(Duration.ofSeconds(59));
    assertThat(receive(1)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    ReceivedMessage again = receive(1).getFirst();
    assertThat(again.receiveCount()).isEqualTo(2);
    assertThat(again.firstReceived()).isEqualTo("2026-03-01T10:00:00Z");
  }

  @Test
  void aDeletedMessageNeverComesAgain() throws Exception {
    send("a");
    main.delete(receive(1).getFirst().receiptHandle());
    clock.advance(Duration.ofSeconds(61));
    assertThat(receive(1)).isEmpty();
    assertThat(main.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void whatIsReceivedTooOftenMovesToTheDeadLetterQueue() throws Exception {
    send("a");
    for (int i = 0; i < 2; i++) {
      assertThat(receive(1)).hasSize(1);
      clock.advance(Duration.ofSeconds(60));
    }
    assertThat(receive(1)).isEmpty();
    ReceivedMessage moved = dead.receive(1, Optional.empty(), Duration.ZERO).getFirst();
    assertThat(moved.message().body()).isEqualTo("a");
    assertThat(moved.systemAttributes())
        .containsEntry("DeadLetterQueueSourceArn", "arn:aws:sqs:local:000000000000:Main")
        .containsEntry("SentTimestamp", "1772359200000");
    assertThat(main.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void aMessageIsForgottenAfterTheRetentionPeriod() throws Exception {
    send("a");
    clock.advance(Duration.ofHours(1));
    assertThat(receive(1)).isEmpty();
  }

  @Test
  void aDelayedMessageIsHiddenUntilItIsDue() throws Exception {
    main.send(queues.message("later", Map.of()), Optional.of(Duration.ofSeconds(5)));
    assertThat(main.counts()).isEqualTo(new Queue.Counts(0, 0, 1));
    assertThat(receive(1)).isEmpty();
    clock.advance(Duration.ofSeconds(5));
    assertThat(bodies(receive(1))).containsExactly("later");
  }

  @Test
  void visibilityCanBeChanged() throws Exception {
    send("a");
    ReceivedMessage first = receive(1).getFirst();
    assertThat(main.counts()).isEqualTo(new Queue.Counts(0, 1, 0));
    main.changeVisibility(first.receiptHandle(), Duration.ZERO);
    assertThat(receive(1)).hasSize(1);
  }

  @Test
  void aWaitingReceiverIsWokenBySending() throws Exception {
    Thread sender = Thread.ofVirtual().start(() -> send("a"));
    assertThat(main.receive(1, Optional.empty(), Duration.ofSeconds(20))).hasSize(1);
    sender.join();
  }

  @Test
  void purgingEmptiesTheQueue() {
    send("a", "b");
    main.purge();
    assertThat(main.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void whatIsNoReceiptHandleIsRefused() {
    assertThatThrownBy(() -> main.delete("!")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> main.delete("QUJD")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aQueueThatCannotBeHonouredIsRefused() {
    assertThatThrownBy(() -> queue(Map.of("KmsMasterKeyId", "key")))
        .hasMessage("Q: KmsMasterKeyId is not supported on one machine");
    assertThatThrownBy(() -> queue(Map.of("VisibilityTimeout", 43_201)))
        .hasMessageContaining("VisibilityTimeout must be between 0 and 43200");
    assertThatThrownBy(() -> queue(Map.of("VisibilityTimeout", "soon")))
        .hasMessage("Q: VisibilityTimeout is not a whole number: soon");
    assertThatThrownBy(() -> queue(Map.of("VisibilityTimeout", List.of())))
        .hasMessage("Q: VisibilityTimeout is not a text or number");
    assertThatThrownBy(() -> new Queues(List.of(MAIN), clock))
        .hasMessageContaining("the template has no queue");
  }

  private QueueSettings queue(Map<String, Object> properties) {
    return QueueSettings.of(new Resource("Q", "AWS::SQS::Queue", properties));
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      main.send(queues.message(body, Map.of()), Optional.empty());
    }
  }

  private List<ReceivedMessage> receive(int most) throws InterruptedException {
    return main.receive(most, Optional.empty(), Duration.ZERO);
  }

  private static List<String> bodies(List<ReceivedMessage> received) {
    return received.stream().map(each -> each.message().body()).toList();
  }
}
