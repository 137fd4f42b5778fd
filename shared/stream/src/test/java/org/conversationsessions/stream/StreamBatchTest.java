package org.conversationsessions.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.event.PassingMark;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.json.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamBatchTest {
  private static final String ID = "69a40e80000000000000000a";
  private static final String LIVE =
      """
      {"owner":{"S":"st-1#ada#x"},"sessionId":{"S":"%s"},"botDay":{"S":"st-1#2026-03-01"},
       "channel":{"S":"rtm"},"sessionType":{"S":"interactive"},"containmentType":{"S":"agent"},
       "sessionStatus":{"S":"active"},"endTime":{"N":"1772359201000"},"languages":{"L":[{"S":"en"}]},
       "isDeveloper":{"BOOL":true},"userTags":{"L":[{"S":"plan"},{"S":"gold"},{"N":"1772359200000"}]},"messages":{"N":"3"}}\
      """
          .formatted(ID);
  private static final String CLOSED =
      LIVE.replace("\"sessionStatus\":{\"S\":\"active\"}", "\"sessionStatus\":{\"S\":\"closed\"}")
          .replace(
              "\"messages\"",
              "\"closeReason\":{\"S\":\"refresh\"},\"closedAt\":{\"N\":\"1772359300000\"},"
                  + "\"defaultLanguage\":{\"S\":\"en\"},\"settingsVersion\":{\"N\":\"4\"},"
                  + "\"closingOrdinal\":{\"N\":\"2\"},\"messages\"");

  private static final String NONE = "{\"batchItemFailures\":[]}";

  private final List<SendableMessage> deadLetters = new ArrayList<>();

  @Test
  void readsStartsClosingsAndRemovalsInOrder() {
    StreamBatch batch =
        read(record("100", null, LIVE), record("101", LIVE, CLOSED), record("102", CLOSED, null));

    assertThat(batch.sessionChanges())
        .extracting(StreamBatch.Change::sequenceNumber)
        .containsExactly("100", "101", "102");
    List<SessionChange> changes = batch.changes().stream().map(SessionChange.class::cast).toList();
    assertThat(changes.get(0).isStart()).isTrue();
    assertThat(changes.get(1).isClosing()).isTrue();
    assertThat(changes.get(2).after()).isNull();
    Session closed = Objects.requireNonNull(changes.get(1).after());
    assertThat(closed.conversation().userId()).isEqualTo("ada#x");
    assertThat(closed.status()).isEqualTo(SessionStatus.CLOSED);
    assertThat(closed.tags().user())
        .containsExactly(new Tag("plan", "gold", Instant.ofEpochMilli(1_772_359_200_000L)));
    assertThat(closed.closing().orElseThrow().reason()).isEqualTo(CloseReason.REFRESH);
    assertThat(closed.closing().orElseThrow().settingsVersion()).isEqualTo(4);
  }

  @Test
  void marksOfErasuresAreAmongTheChangesAndTheirRemovalIsNone() {
    String mark =
        """
        {"owner":{"S":"st-1#ada#x"},"channel":{"S":"rtm"},"expiresAt":{"N":"1772359200"},
        "sessionId":{"S":"~erased#eud-00000000-0000-0001-0000-000000000002#7"}}""";
    StreamBatch batch =
        read(
            record("100", null, "{}"),
            record("101", null, LIVE),
            record("102", null, mark),
            record("103", mark, null),
            record("104", LIVE, null));

    ErasureMark expected =
        new ErasureMark(
            ErasureId.ofUsers(new UUID(1, 2)),
            7,
            new ErasureTarget(new BotId("st-1"), new DataSubject("ada#x", Optional.of("rtm"))));
    assertThat(batch.marks()).containsExactly(new StreamBatch.IndexedMark(1, expected));
    assertThat(batch.changes())
        .hasSize(3)
        .element(1)
        .isEqualTo(new PassingMark(expected, Instant.ofEpochSecond(1_772_359_201)));
    assertThat(batch.countChanges(Duration.ZERO)).hasSize(2);
    assertThat(batch.indexesOfSessionChanges()).containsExactly(0, 2);
    assertThat(settle(batch, OptionalInt.of(1))).isEqualTo(failed("102"));
    assertThat(settle(batch, OptionalInt.of(2))).isEqualTo(failed("104"));
  }

  @Test
  void aRemovalTakesTagsOutOfTheIndexUnlessDynamoDbRemovedTheSession() {
    String expiry =
        record("102", CLOSED, null)
            .replace(
                "{\"eventName\"",
                "{\"userIdentity\":{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"},"
                    + "\"eventName\"");

    StreamBatch batch = read(record("100", null, CLOSED), record("101", CLOSED, null), expiry);

    assertThat(batch.tagChanges(Duration.ofDays(90)))
        .extracting(change -> change.postings().size())
        .containsExactly(1, 1, 0);
    assertThat(batch.countChanges(Duration.ofDays(90))).hasSize(3);
  }

  @Test
  void returnsTheFirstFailedRecord() {
    StreamBatch batch = read(record("100", null, LIVE), record("101", LIVE, CLOSED));

    assertThat(settle(batch, OptionalInt.empty())).isEqualTo(NONE);
    assertThat(settle(batch, OptionalInt.of(1))).isEqualTo(failed("101"));
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void anUnreadableRecordGoesToTheDeadLetterQueueAndTheOthersAreProcessed() {
    for (String bad :
        new String[] {
          "{}",
          "{\"owner\":{\"S\":\"st-1#u\"}}",
          LIVE.replace(",{\"N\":\"1772359200000\"}", ""),
          LIVE.replace("\"S\":\"interactive\"", "\"S\":\"sometimes\""),
          LIVE.replace("{\"BOOL\":true}", "{\"SS\":[]}"),
          LIVE.replace("{\"BOOL\":true}", "true"),
          LIVE.replace("\"N\":\"3\"", "\"N\":\"3.5\""),
          LIVE.replace("st-1#ada#x", "ada")
        }) {
      deadLetters.clear();
      StreamBatch batch =
          read(record("100", null, LIVE), record("101", null, bad), record("102", LIVE, CLOSED));

      assertThat(batch.changes()).as(bad).hasSize(2);
      assertThat(settle(batch, OptionalInt.empty())).isEqualTo(NONE);
      assertThat(deadLetters).hasSize(1);
      assertThat(deadLetters.getFirst().attributes())
          .containsEntry("sequenceNumber", "101")
          .containsEntry("streamArn", "arn:stream")
          .containsEntry("keys", "{\"owner\":{\"S\":\"o\"}}");
      assertThat(deadLetters.getFirst().attributes().get(DeadLetterQueue.REASON)).isNotEmpty();
      assertThat(deadLetters.getFirst().body()).contains("\"SequenceNumber\":\"101\"");
    }
  }

  @Test
  void recordsThatAreDeliveredAgainDoNotGoToTheDeadLetterQueueYet() {
    StreamBatch batch =
        read(
            record("100", null, "{}"),
            record("101", null, LIVE),
            record("102", null, "{}"),
            record("103", LIVE, CLOSED));

    assertThat(settle(batch, OptionalInt.of(0))).isEqualTo(failed("101"));
    assertThat(deadLetters)
        .extracting(message -> message.attributes().get("sequenceNumber"))
        .containsExactly("100");
  }

  @Test
  void aRecordThatCannotGoToTheDeadLetterQueueIsDeliveredAgain() {
    StreamBatch batch =
        read(record("100", null, LIVE), record("101", null, "{}"), record("102", LIVE, CLOSED));

    Bytes answer =
        batch.toResponse(
            OptionalInt.empty(),
            Map.of(),
            (body, attributes) -> {
              throw new StoreException("the queue does not answer");
            });

    assertThat(text(answer)).isEqualTo(failed("101"));
  }

  @Test
  void aChangeThatCanNeverBeProcessedGoesToTheDeadLetterQueueWithItsWholeRecord() {
    StreamBatch batch =
        read(record("100", null, "{}"), record("101", null, LIVE), record("102", LIVE, CLOSED));

    String answer =
        text(
            batch.toResponse(
                OptionalInt.empty(),
                Map.of(1, new UnreadableItemException("no such settings")),
                this::keep));

    assertThat(answer).isEqualTo(NONE);
    assertThat(deadLetters)
        .extracting(message -> message.attributes().get("sequenceNumber"))
        .containsExactly("100", "102");
    assertThat(deadLetters.getLast().attributes())
        .containsEntry(DeadLetterQueue.REASON, "no such settings");
    assertThat(read(deadLetters.getLast().body()).changes()).hasSize(1);
  }

  @Test
  void anEventThatIsNotFromAStreamGoesToTheDeadLetterQueueWhole() {
    for (String event :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"Records\":{}}",
          "{\"Records\":[{}]}",
          "{\"Records\":[1]}",
          "{\"a",
          "\uFFFF"
        }) {
      deadLetters.clear();
      StreamBatch batch = StreamBatch.read(Bytes.utf8(event));

      assertThat(batch.changes()).as(event).isEmpty();
      assertThat(settle(batch, OptionalInt.empty())).as(event).isEqualTo(NONE);
      assertThat(deadLetters).as(event).hasSize(1);
      assertThat(event).contains(deadLetters.getFirst().body());
      assertThat(deadLetters.getFirst().attributes().get(DeadLetterQueue.REASON)).isNotEmpty();
    }
  }

  @Test
  void aForeignAttributeOfAnyTypeMakesNoSessionUnreadable() {
    String more =
        "{\"note\":{\"SS\":[\"a\"]},\"n\":{\"NS\":[\"1\"]},\"b\":{\"BS\":[\"AA==\"]},"
            + "\"m\":{\"M\":{\"x\":{\"L\":[]}}},\"z\":{\"NULL\":true},";

    assertThat(read(record("100", null, more + LIVE.substring(1))).changes()).hasSize(1);
  }

  private void keep(String body, Map<String, String> attributes) {
    deadLetters.add(new SendableMessage(body, attributes));
  }

  private String settle(StreamBatch batch, OptionalInt first) {
    return text(batch.toResponse(first, Map.of(), this::keep));
  }

  private static String failed(String sequenceNumber) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + sequenceNumber + "\"}]}";
  }

  private static StreamBatch read(String... records) {
    return StreamBatch.read(Bytes.utf8("{\"Records\":[" + String.join(",", records) + "]}"));
  }

  private static String record(String number, @Nullable String before, @Nullable String after) {
    StringBuilder change =
        new StringBuilder(
            "{\"ApproximateCreationDateTime\":1772359201,\"Keys\":{\"owner\":{\"S\":\"o\"}},"
                + "\"SequenceNumber\":\""
                + number
                + "\"");
    if (before != null) {
      change.append(",\"OldImage\":").append(before);
    }
    if (after != null) {
      change.append(",\"NewImage\":").append(after);
    }
    return "{\"eventName\":\"MODIFY\",\"eventSourceARN\":\"arn:stream\",\"dynamodb\":"
        + change
        + "}}";
  }

  private static String text(Bytes bytes) {
    return bytes.utf8Text().orElseThrow();
  }
}
