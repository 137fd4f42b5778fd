package org.conversationsessions.local.runner.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

class QueueMappingTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final Queues queues =
      new Queues(List.of(new Resource("Main", "AWS::SQS::Queue", Map.of())), clock);
  private final Queue queue = queues.require("Main");

  @Test
  void aBatchIsHandedOverInOrderAndDeletedWhenTheFunctionSucceeds() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    send("a", "b", "c");
    QueueMapping mapping = mapping(functions, Map.of("BatchSize", 2));
    assertThat(mapping.runOnce(Duration.ZERO)).isEqualTo(2);
    assertThat(mapping.runOnce(Duration.ZERO)).isEqualTo(1);
    assertThat(mapping.runOnce(Duration.ZERO)).isZero();
    assertThat(bodies(functions, 0)).containsExactly("a", "b");
    assertThat(bodies(functions, 1)).containsExactly("c");
    assertThat(queue.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void aRecordIsAsLambdaMakesIt() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    queue.send(
        queues.message("body", Map.of("reason", new MessageAttribute("String", "why"))),
        Optional.empty());
    mapping(functions, Map.of()).runOnce(Duration.ZERO);
    assertThat(records(functions, 0).getFirst())
        .containsEntry("body", "body")
        .containsEntry("md5OfBody", "841a2d689ad86bd1611447453c22c6fc")
        .containsEntry("eventSource", "aws:sqs")
        .containsEntry("eventSourceARN", "arn:aws:sqs:local:000000000000:Main")
        .containsEntry("awsRegion", "local")
        .containsKeys("messageId", "receiptHandle")
        .containsEntry(
            "attributes",
            Map.of(
                "ApproximateReceiveCount",
                "1",
                "SentTimestamp",
                "1772359200000",
                "SenderId",
                "000000000000",
                "ApproximateFirstReceiveTimestamp",
                "1772359200000"))
        .containsEntry(
            "messageAttributes",
            Map.of(
                "reason",
                Map.of(
                    "stringValue",
                    "why",
                    "stringListValues",
                    List.of(),
                    "binaryListValues",
                    List.of(),
                    "dataType",
                    "String")));
  }

  @Test
  void onlyTheMessagesThatTheFunctionNamesComeAgain() throws Exception {
    FakeFunctions functions =
        FakeFunctions.answering(
            call -> {
              Map<String, Object> second = call.records().get(1);
              return FakeFunctions.succeeded(
                  "{\"batchItemFailures\":[{\"itemIdentifier\":\""
                      + second.get("messageId")
                      + "\"}]}");
            });
    send("a", "b", "c");
    mapping(functions, partial()).runOnce(Duration.ZERO);
    clock.advance(Duration.ofSeconds(30));
    assertThat(queue.receive(10, Optional.empty(), Duration.ZERO))
        .singleElement()
        .satisfies(received -> assertThat(received.message().body()).isEqualTo("b"));
  }

  @Test
  void withoutPartialResponsesWhatTheFunctionNamesIsNotLookedAt() throws Exception {
    FakeFunctions functions =
        FakeFunctions.answering(_ -> FakeFunctions.succeeded("{\"batchItemFailures\":\"x\"}"));
    send("a");
    mapping(functions, Map.of()).runOnce(Duration.ZERO);
    assertThat(queue.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
  }

  @Test
  void aFailedInvocationLeavesTheWholeBatchToTheVisibilityTimeout() throws Exception {
    send("a", "b");
    mapping(FakeFunctions.failing(), partial()).runOnce(Duration.ZERO);
    assertThat(queue.counts()).isEqualTo(new Queue.Counts(0, 2, 0));
    clock.advance(Duration.ofSeconds(30));
    assertThat(queue.counts()).isEqualTo(new Queue.Counts(2, 0, 0));
  }

  @Test
  void aFullBatchWaitsForNoWindow() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    send("a", "b", "c");
    Map<String, Object> window = Map.of("BatchSize", 3, "MaximumBatchingWindowInSeconds", 300);
    assertThat(mapping(functions, window).runOnce(Duration.ZERO)).isEqualTo(3);
  }

  @Test
  void aMappingThatCannotBeHonouredIsRefused() {
    FakeFunctions functions = FakeFunctions.succeeding();
    assertThatThrownBy(() -> mapping(functions, Map.of("FilterCriteria", Map.of())))
        .hasMessage("Bus.Activity: FilterCriteria is not supported on one machine");
    assertThatThrownBy(() -> mapping(functions, Map.of("BatchSize", 0)))
        .hasMessageContaining("BatchSize must be between 1 and 10000");
    assertThatThrownBy(() -> mapping(functions, Map.of("Queue", "Other")))
        .hasMessage("the template has no queue Other");
  }

  private static Map<String, Object> partial() {
    return Map.of("FunctionResponseTypes", List.of("ReportBatchItemFailures"));
  }

  private QueueMapping mapping(FakeFunctions functions, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("Queue", "arn:aws:sqs:local:000000000000:Main");
    all.putAll(properties);
    return new QueueMapping("Bus", new FunctionEvent("Activity", "SQS", all), queues, functions);
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      queue.send(queues.message(body, Map.of()), Optional.empty());
    }
  }

  private static List<Object> bodies(FakeFunctions functions, int call) {
    return records(functions, call).stream().map(record -> record.get("body")).toList();
  }

  private static List<Map<String, Object>> records(FakeFunctions functions, int call) {
    return functions.calls().get(call).records();
  }
}
