package org.conversationsessions.local.runner.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoQueueTest {
  private static final Resource DEAD =
      new Resource("Dead", "AWS::SQS::Queue", Map.of("FifoQueue", "true"));

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Queues queues = new Queues(List.of(main(Map.of()), DEAD), clock);
  private Queue main = queues.require("Main.fifo");

  private static Resource main(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("FifoQueue", true);
    properties.put("VisibilityTimeout", 60);
    properties.put(
        "RedrivePolicy",
        Map.of(
            "deadLetterTargetArn",
            "arn:aws:sqs:local:000000000000:Dead.fifo",
            "maxReceiveCount",
            2));
    properties.putAll(more);
    return new Resource("Main", "AWS::SQS::Queue", properties);
  }

  @Test
  void aGroupIsHandedOutInOrderAndNothingMoreOfItWhileAnyOfItIsInFlight() throws Exception {
    send("a", "1");
    send("a", "2");
    send("a", "3");
    send("b", "4");
    List<ReceivedMessage> first = receive(2);
    assertThat(bodies(first)).containsExactly("1", "2");
    assertThat(bodies(receive(10))).containsExactly("4");

    main.delete(first.get(0).receiptHandle());
    assertThat(receive(10)).isEmpty();
    main.delete(first.get(1).receiptHandle());
    assertThat(bodies(receive(10))).containsExactly("3");
  }

  @Test
  void afterAFailureAGroupWaitsForItsFirstMessageAndOthersDoNot() throws Exception {
    send("a", "1");
    send("a", "2");
    send("b", "3");
    ReceivedMessage failed = receive(1).getFirst();
    main.changeVisibility(failed.receiptHandle(), Duration.ofSeconds(20));
    assertThat(bodies(receive(10))).containsExactly("3");
    clock.advance(Duration.ofSeconds(19));
    assertThat(receive(10)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    List<ReceivedMessage> again = receive(10);
    assertThat(bodies(again)).containsExactly("1", "2");
    assertThat(again.getFirst().receiveCount()).isEqualTo(2);
  }

  @Test
  void whatIsReceivedTooOftenMovesToTheFifoDeadLetterQueueAndItsGroupGoesOn() throws Exception {
    send("a", "1");
    send("a", "2");
    for (int time = 0; time < 2; time++) {
      assertThat(bodies(receive(1))).containsExactly("1");
      clock.advance(Duration.ofSeconds(60));
    }
    assertThat(bodies(receive(10))).containsExactly("2");
    ReceivedMessage dead =
        queues.require("Dead.fifo").receive(1, Optional.empty(), Duration.ZERO).getFirst();
    assertThat(dead.systemAttributes())
        .containsEntry("MessageGroupId", "a")
        .containsEntry("MessageDeduplicationId", "1")
        .containsEntry("DeadLetterQueueSourceArn", "arn:aws:sqs:local:000000000000:Main.fifo");
  }

  @Test
  void aRepeatedMessageIsDroppedForFiveMinutesEvenAfterItWasDeleted() throws Exception {
    QueueMessage first = send("a", "1");
    assertThat(send("b", "1")).isEqualTo(first);
    main.delete(receive(1).getFirst().receiptHandle());
    clock.advance(Duration.ofSeconds(299));
    send("a", "1");
    assertThat(receive(10)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(send("a", "1")).isNotEqualTo(first);
    assertThat(receive(10)).hasSize(1);
  }

  @Test
  void whereIdentifiersHoldForAGroupOtherGroupsMayRepeatThem() throws Exception {
    queues =
        new Queues(
            List.of(
                main(
                    Map.of(
                        "DeduplicationScope",
                        "messageGroup",
                        "FifoThroughputLimit",
                        "perMessageGroupId")),
                DEAD),
            clock);
    main = queues.require("Main.fifo");
    send("a", "1");
    send("a", "1");
    send("b", "1");
    assertThat(receive(10)).hasSize(2);
  }

  @Test
  void sequenceNumbersGrow() {
    assertThat(send("a", "1").order().orElseThrow().sequenceNumber())
        .isLessThan(send("a", "2").order().orElseThrow().sequenceNumber())
        .hasSize(20);
  }

  @Test
  void whateverHappensEachGroupIsDealtWithInItsOrder(@Seeded Random random) throws Exception {
    queues =
        new Queues(
            List.of(new Resource("Main", "AWS::SQS::Queue", Map.of("FifoQueue", true))), clock);
    main = queues.require("Main.fifo");
    List<List<String>> done = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int sent = 0;
    int deleted = 0;
    List<List<ReceivedMessage>> flying = new ArrayList<>();
    while (deleted < 300) {
      switch (random.nextInt(4)) {
        case 0 -> {
          if (sent < 300) {
            send("g" + sent % 3, String.valueOf(sent));
            sent++;
          }
        }
        case 1 -> {
          List<ReceivedMessage> batch = receive(1 + random.nextInt(4));
          if (!batch.isEmpty()) {
            flying.add(batch);
          }
        }
        case 2 -> {
          if (!flying.isEmpty()) {
            // A function that stops at the first failure of a group.
            for (ReceivedMessage each : flying.remove(random.nextInt(flying.size()))) {
              if (random.nextInt(5) == 0) {
                break;
              }
              done.get(Integer.parseInt(each.message().body()) % 3).add(each.message().body());
              main.delete(each.receiptHandle());
              deleted++;
            }
          }
        }
        default -> {
          if (flying.isEmpty()) {
            clock.advance(Duration.ofSeconds(31));
          }
        }
      }
    }
    for (int group = 0; group < 3; group++) {
      List<String> expected = new ArrayList<>();
      for (int number = group; number < 300; number += 3) {
        expected.add(String.valueOf(number));
      }
      assertThat(done.get(group)).as("group %d", group).isEqualTo(expected);
    }
  }

  @Test
  void whatIsNotDeletedOutlivesTheProcessInItsOrder(@TempDir Path folder) throws Exception {
    List<Resource> resources = List.of(main(Map.of()), DEAD);
    queues = new Queues(resources, clock, Optional.of(folder));
    main = queues.require("Main.fifo");
    send("a", "1");
    send("a", "2\n😀");
    send("b", "3");
    main.delete(receive(1).getFirst().receiptHandle());
    receive(1);

    queues = new Queues(resources, clock, Optional.of(folder));
    main = queues.require("Main.fifo");
    List<ReceivedMessage> kept = receive(10);
    assertThat(bodies(kept)).containsExactly("2\n😀", "3");
    assertThat(kept.getFirst().message().order().orElseThrow().group()).isEqualTo("a");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("Main.fifo.jsonl"))))
        .isEqualTo("rw-------");

    kept.forEach(each -> main.delete(each.receiptHandle()));
    assertThat(folder.resolve("Main.fifo.jsonl")).isEmptyFile();
  }

  @Test
  void aLineThatWasNotWrittenWholeIsNoMessageAndAnotherFileIsRefused(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("Dead.fifo.jsonl");
    queues = new Queues(List.of(DEAD), clock, Optional.of(folder));
    queues
        .require("Dead.fifo")
        .send(
            queues.message("x", Map.of("why", new MessageAttribute("String", "no")), "g", "d"),
            Optional.empty());
    Files.writeString(file, Files.readString(file) + "{\"id\":\"half");

    queues = new Queues(List.of(DEAD), clock, Optional.of(folder));
    assertThat(queues.require("Dead.fifo").receive(10, Optional.empty(), Duration.ZERO))
        .singleElement()
        .satisfies(received -> assertThat(received.message().attributes()).containsKey("why"));

    Files.writeString(file, "no queue\n");
    assertThatThrownBy(() -> new Queues(List.of(DEAD), clock, Optional.of(folder)))
        .hasMessageContaining("does not hold a queue");
  }

  @Test
  void whatSqsWouldRefuseIsRefused() {
    assertThatThrownBy(() -> main.send(queues.message("x", Map.of()), Optional.empty()))
        .hasMessageContaining("needs a message group");
    for (String name : List.of("", "a b", "é", "x".repeat(129))) {
      assertThatThrownBy(() -> queues.message("x", Map.of(), name, "d"))
          .hasMessageContaining("1 to 128");
    }
    assertThatThrownBy(() -> queues.requireStandard("Main.fifo")).hasMessageContaining("FIFO");
    assertThatThrownBy(
            () ->
                new Queues(
                    List.of(
                        main(
                            Map.of(
                                "RedrivePolicy",
                                Map.of(
                                    "deadLetterTargetArn",
                                    "arn:aws:sqs:local:000000000000:Plain"))),
                        new Resource("Plain", "AWS::SQS::Queue", Map.of())),
                    clock))
        .hasMessageContaining("must be of the same type");
    assertThatThrownBy(
            () ->
                QueueSettings.of(
                    new Resource(
                        "Q", "AWS::SQS::Queue", Map.of("DeduplicationScope", "messageGroup"))))
        .hasMessage("Q: DeduplicationScope is for FIFO queues only");
  }

  private QueueMessage send(String group, String body) {
    String id = body.replaceAll("[^0-9]", "");
    return main.send(queues.message(body, Map.of(), group, id), Optional.empty());
  }

  private List<ReceivedMessage> receive(int most) throws InterruptedException {
    return main.receive(most, Optional.empty(), Duration.ZERO);
  }

  private static List<String> bodies(List<ReceivedMessage> received) {
    return received.stream().map(each -> each.message().body()).toList();
  }
}
