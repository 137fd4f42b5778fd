package org.conversationsessions.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.Tag;
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

  @Test
  void readsStartsClosingsAndRemovalsInOrder() {
    StreamBatch batch =
        read(record("100", null, LIVE), record("101", LIVE, CLOSED), record("102", CLOSED, null));

    assertThat(batch.records())
        .extracting(StreamBatch.Change::sequenceNumber)
        .containsExactly("100", "101", "102");
    assertThat(batch.changes().get(0).isStart()).isTrue();
    assertThat(batch.changes().get(1).isClosing()).isTrue();
    assertThat(batch.changes().get(2).after()).isNull();
    Session closed = Objects.requireNonNull(batch.changes().get(1).after());
    assertThat(closed.conversation().userId()).isEqualTo("ada#x");
    assertThat(closed.status()).isEqualTo(SessionStatus.CLOSED);
    assertThat(closed.tags().user())
        .containsExactly(new Tag("plan", "gold", Instant.ofEpochMilli(1_772_359_200_000L)));
    assertThat(closed.closing().orElseThrow().reason()).isEqualTo(CloseReason.REFRESH);
    assertThat(closed.closing().orElseThrow().settingsVersion()).isEqualTo(4);
  }

  @Test
  void answersThePlaceOfTheFirstThatFailed() {
    StreamBatch batch = read(record("100", null, LIVE), record("101", LIVE, CLOSED));

    assertThat(text(batch.answer(OptionalInt.empty()))).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(text(batch.answer(OptionalInt.of(1))))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"101\"}]}");
  }

  @Test
  void aRecordThatCannotBeReadHasFailedAndWhatCameBeforeItHasNot() {
    for (String bad :
        new String[] {
          "{}",
          "{\"owner\":{\"S\":\"st-1#u\"}}",
          LIVE.replace(",{\"N\":\"1772359200000\"}", ""),
          LIVE.replace("\"S\":\"interactive\"", "\"S\":\"sometimes\""),
          LIVE.replace("{\"BOOL\":true}", "{\"SS\":[]}"),
          LIVE.replace("{\"BOOL\":true}", "true")
        }) {
      StreamBatch batch =
          read(record("100", null, LIVE), record("101", null, bad), record("102", LIVE, CLOSED));

      assertThat(batch.changes()).as(bad).hasSize(1);
      assertThat(text(batch.answer(OptionalInt.empty())))
          .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"101\"}]}");
      assertThat(text(batch.answer(OptionalInt.of(0)))).contains("\"100\"");
    }
  }

  @Test
  void whatIsNoStreamEventIsRefused() {
    for (String event :
        new String[] {
          "", "[]", "{}", "{\"Records\":{}}", "{\"Records\":[{}]}", "{\"Records\":[1]}"
        }) {
      assertThatIllegalArgumentException()
          .as(event)
          .isThrownBy(() -> StreamBatch.read(Bytes.utf8(event)));
    }
  }

  private static StreamBatch read(String... records) {
    return StreamBatch.read(Bytes.utf8("{\"Records\":[" + String.join(",", records) + "]}"));
  }

  private static String record(String number, @Nullable String before, @Nullable String after) {
    StringBuilder change =
        new StringBuilder(
            "{\"ApproximateCreationDateTime\":1772359201,\"SequenceNumber\":\"" + number + "\"");
    if (before != null) {
      change.append(",\"OldImage\":").append(before);
    }
    if (after != null) {
      change.append(",\"NewImage\":").append(after);
    }
    return "{\"eventName\":\"MODIFY\",\"dynamodb\":" + change + "}}";
  }

  private static String text(Bytes bytes) {
    return bytes.utf8Text().orElseThrow();
  }
}
