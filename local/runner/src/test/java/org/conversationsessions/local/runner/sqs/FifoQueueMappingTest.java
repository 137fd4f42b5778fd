package org.conversationsessions.local.runner.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FifoQueueMappingTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final Queues queues =
      new Queues(
          List.of(new Resource("Main", "AWS::SQS::Queue", Map.of("FifoQueue", true))), clock);
  private final Queue queue = queues.require("Main.fifo");

  @Test
  void groupsAreWorkedOffSideBySideButNeverTwoBatchesOfOne() throws Exception {
    CountDownLatch bothRun = new CountDownLatch(2);
    FakeFunctions functions = FakeFunctions.answering(_ -> FakeFunctions.succeeded("null"));
    CountDownLatch end = new CountDownLatch(1);
    send("a", "1");
    send("a", "2");
    send("b", "3");
    QueueMapping mapping =
        mapping(
            (function, payload) -> {
              bothRun.countDown();
              await(end);
              return functions.invoke(function, payload);
            },
            Map.of("BatchSize", 1, "ScalingConfig", Map.of("MaximumConcurrency", 3)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int time = 0; time < 3; time++) {
        mapping.run(Duration.ZERO, threads);
      }
      await(bothRun);
      assertThat(queue.counts()).isEqualTo(new Queue.Counts(1, 2, 0));
      end.countDown();
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      mapping.run(Duration.ZERO, threads);
    }
    assertThat(functions.calls().getLast().records().getFirst()).containsEntry("body", "2");
    assertThat(queue.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void noMoreBatchesRunAtATimeThanTheMappingAllows() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    for (int group = 0; group < 3; group++) {
      send("g" + group, String.valueOf(group));
    }
    QueueMapping mapping =
        mapping(
            (function, payload) -> {
              await(end);
              return FakeFunctions.succeeded("null");
            },
            Map.of("BatchSize", 1, "ScalingConfig", Map.of("MaximumConcurrency", 2)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      mapping.run(Duration.ZERO, threads);
      mapping.run(Duration.ZERO, threads);
      Thread third = Thread.ofVirtual().start(() -> run(mapping, threads));
      assertThat(third.join(Duration.ofMillis(100))).isFalse();
      assertThat(queue.counts()).isEqualTo(new Queue.Counts(1, 2, 0));
      end.countDown();
      third.join();
    }
    assertThat(queue.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void aMessageThatFailedComesAgainBeforeTheLaterOnesOfItsGroup() throws Exception {
    FakeFunctions functions =
        FakeFunctions.answering(
            call -> {
              Object id = call.records().getFirst().get("messageId");
              return FakeFunctions.succeeded(
                  "1".equals(call.records().getFirst().get("body"))
                          && clock.instant().toString().equals("2026-03-01T10:00:00Z")
                      ? "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + id + "\"}]}"
                      : "null");
            });
    send("a", "1");
    send("a", "2");
    QueueMapping mapping =
        mapping(
            functions,
            Map.of("BatchSize", 1, "FunctionResponseTypes", List.of("ReportBatchItemFailures")));
    assertThat(mapping.runOnce(Duration.ZERO)).isEqualTo(1);
    assertThat(mapping.runOnce(Duration.ZERO)).isZero();
    clock.advance(Duration.ofSeconds(30));
    mapping.runOnce(Duration.ZERO);
    mapping.runOnce(Duration.ZERO);

    assertThat(functions.calls())
        .extracting(call -> call.records().getFirst().get("body"))
        .containsExactly("1", "1", "2");
    assertThat(functions.calls().getFirst().records().getFirst())
        .extractingByKey("attributes")
        .asString()
        .contains("MessageGroupId=a", "MessageDeduplicationId=1", "SequenceNumber=");
  }

  @Test
  void aMappingThatLambdaWouldRefuseIsRefused() {
    FakeFunctions functions = FakeFunctions.succeeding();
    assertThatThrownBy(() -> mapping(functions, Map.of("BatchSize", 11)))
        .hasMessageContaining("of a FIFO queue is at most 10");
    assertThatThrownBy(() -> mapping(functions, Map.of("MaximumBatchingWindowInSeconds", 1)))
        .hasMessageContaining("no batching window");
    assertThatThrownBy(
            () -> mapping(functions, Map.of("ScalingConfig", Map.of("MaximumConcurrency", 1))))
        .hasMessageContaining("MaximumConcurrency must be between 2 and 1000");
  }

  private QueueMapping mapping(Functions functions, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("Queue", "arn:aws:sqs:local:000000000000:Main.fifo");
    all.putAll(properties);
    return new QueueMapping("Finish", new FunctionEvent("C", "SQS", all), queues, functions);
  }

  private void send(String group, String body) {
    queue.send(queues.message(body, Map.of(), group, body), Optional.empty());
  }

  private static void run(QueueMapping mapping, ExecutorService threads) {
    try {
      mapping.run(Duration.ZERO, threads);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
