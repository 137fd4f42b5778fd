package org.conversationsessions.functions.countsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.erasure.InMemoryErasures;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.tag.TagChange;
import org.junit.jupiter.api.Test;

class CountSessionsHandlerTest {
  private static final String SESSION =
      """
      {"owner":{"S":"st-1#ada#x"},"sessionId":{"S":"69a40e80000000000000000a"},
       "channel":{"S":"rtm"},"sessionType":{"S":"interactive"},"containmentType":{"S":"%s"},
       "endTime":{"N":"1772359201000"}}\
      """;

  private final List<CountChange> counted = new ArrayList<>();
  private final List<TagChange> indexed = new ArrayList<>();
  private final SortedMap<Integer, StoreException> indexFailures = new TreeMap<>();
  private final FakeContext context = new FakeContext();
  private final List<String> deadLetters = new ArrayList<>();
  private final SortedMap<Integer, StoreException> failures = new TreeMap<>();

  @Test
  void aBatchIsCountedInItsOrder() throws IOException {
    String answer =
        handle(
            new CountSessionsHandler(
                this::count, this::index, new InMemoryErasures(), Duration.ofDays(90), this::keep),
            record("7", "", "selfService"),
            record("8", "selfService", "agent"),
            record("9", "agent", ""));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(counted)
        .extracting(CountChange::sequenceNumber)
        .containsExactly(new SequenceNumber("7"), new SequenceNumber("8"), new SequenceNumber("9"));
    CountChange start = counted.getFirst();
    assertThat(start.userId()).isEqualTo("ada#x");
    assertThat(start.start()).isEqualTo(Instant.parse("2026-03-01T10:01:36Z"));
    assertThat(start.before()).isNull();
    assertThat(start.after()).isEqualTo(live(SessionKind.ALL.get(2)));
    // One minute is the allowance for clock differences.
    assertThat(start.noExpiryBefore()).isEqualTo(Instant.parse("2026-05-30T09:59:01Z"));
    assertThat(counted.get(1).before()).isEqualTo(live(SessionKind.ALL.get(2)));
    assertThat(counted.get(1).after()).isEqualTo(live(SessionKind.ALL.get(4)));
    assertThat(counted.get(2).after()).isNull();
  }

  @Test
  void aMarkIsNotedOnceEverythingBeforeItIsCounted() throws IOException {
    InMemoryErasures notes = new InMemoryErasures();
    CountSessionsHandler handler =
        new CountSessionsHandler(this::count, this::index, notes, Duration.ofDays(90), this::keep);
    ErasureMark mark =
        new ErasureMark(
            ErasureId.ofUsers(new UUID(1, 2)),
            7,
            new ErasureTarget(new BotId("st-1"), new DataSubject("ada#x", Optional.empty())));
    String marked =
        """
        {"dynamodb":{"ApproximateCreationDateTime":1.772359201E9,"SequenceNumber":"9","NewImage":
        {"owner":{"S":"st-1#ada#x"},
        "sessionId":{"S":"~erased#eud-00000000-0000-0001-0000-000000000002#7"}}}}\
        """;
    failures.put(1, new StoreException("throttled"));

    assertThat(handle(handler, record("7", "", "agent"), record("8", "agent", ""), marked))
        .contains("\"8\"");
    assertThat(notes.isNoted(mark, StreamReader.COUNTER)).isFalse();

    failures.clear();
    failures.put(1, new StoreException("throttled"));
    assertThat(handle(handler, record("8", "agent", ""), marked, record("10", "", "agent")))
        .contains("\"10\"");
    assertThat(notes.isNoted(mark, StreamReader.COUNTER)).isTrue();
    assertThat(notes.isNoted(mark, StreamReader.PUBLISHER)).isFalse();
  }

  @Test
  void aBatchIsCountedBeforeItIsIndexed() throws IOException {
    List<Integer> countedBefore = new ArrayList<>();

    handle(
        new CountSessionsHandler(
            this::count,
            changes -> {
              countedBefore.add(counted.size());
              return index(changes);
            },
            new InMemoryErasures(),
            Duration.ofDays(90),
            this::keep),
        record("7", "", "selfService"));

    assertThat(countedBefore).containsExactly(1);
  }

  @Test
  void withoutRetentionNothingExpires() throws IOException {
    handle(
        new CountSessionsHandler(
            this::count, this::index, new InMemoryErasures(), Duration.ZERO, this::keep),
        record("7", "", "selfService"));
    assertThat(counted.getFirst().noExpiryBefore()).isNull();
  }

  @Test
  void changesThatWereNotCountedAreDeliveredAgainFromTheFirst() throws IOException {
    failures.put(2, new StoreException("throttled"));
    failures.put(1, new StoreException("throttled too"));

    String answer =
        handle(
            new CountSessionsHandler(
                this::count, this::index, new InMemoryErasures(), Duration.ofDays(90), this::keep),
            record("7", "", "selfService"),
            record("8", "selfService", ""),
            record("9", "", "agent"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
    assertThat(counted).hasSize(3);
    assertThat(context.lines()).singleElement().asString().contains("throttled too");
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void changesThatCanNeverBeCountedGoToTheDeadLetterQueueAndTheOthersAreCounted()
      throws IOException {
    failures.put(1, new UnreadableItemException("a stored count cannot be read"));

    String answer =
        handle(
            new CountSessionsHandler(
                this::count, this::index, new InMemoryErasures(), Duration.ofDays(90), this::keep),
            record("7", "", "selfService"),
            record("8", "", "sometimes"),
            record("9", "", "agent"),
            record("10", "", "agent"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(counted).hasSize(3);
    assertThat(deadLetters)
        .containsExactly(
            "8: a stored session has an unknown containmentType",
            "9: a stored count cannot be read");
  }

  @Test
  void everyChangeIsIndexedAndOneThatWasNotIsDeliveredAgain() throws IOException {
    failures.put(1, new UnreadableItemException("a stored count cannot be read"));
    indexFailures.put(1, new StoreException("throttled"));
    indexFailures.put(2, new UnreadableItemException("stored postings cannot be read"));

    String answer =
        handle(
            new CountSessionsHandler(
                this::count, this::index, new InMemoryErasures(), Duration.ofDays(90), this::keep),
            record("7", "", "selfService"),
            record("8", "selfService", "agent"),
            record("9", "", "agent"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
    assertThat(counted).hasSize(3);
    assertThat(indexed).hasSize(3).extracting(TagChange::userId).containsOnly("ada#x");
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void whatComesAfterAFailureDoesNotGoToTheDeadLetterQueueYet() throws IOException {
    failures.put(1, new StoreException("throttled"));
    failures.put(2, new UnreadableItemException("a stored count cannot be read"));

    String answer =
        handle(
            new CountSessionsHandler(
                this::count, this::index, new InMemoryErasures(), Duration.ofDays(90), this::keep),
            record("7", "", "sometimes"),
            record("8", "", "agent"),
            record("9", "", "agent"),
            record("10", "", "agent"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"9\"}]}");
    assertThat(deadLetters).containsExactly("7: a stored session has an unknown containmentType");
  }

  @Test
  void aChangeThatCannotGoToTheDeadLetterQueueNowIsDeliveredAgain() throws IOException {
    String answer =
        handle(
            new CountSessionsHandler(
                this::count,
                this::index,
                new InMemoryErasures(),
                Duration.ofDays(90),
                (body, attributes) -> {
                  throw new StoreException("the queue does not answer");
                }),
            record("7", "", "agent"),
            record("8", "", "sometimes"),
            record("9", "", "agent"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
  }

  @Test
  void anEventThatIsNoBatchGoesToTheDeadLetterQueue() throws IOException {
    assertThat(
            context.invoke(
                new CountSessionsHandler(
                    this::count,
                    this::index,
                    new InMemoryErasures(),
                    Duration.ofDays(90),
                    this::keep),
                "5"))
        .isEqualTo("{\"batchItemFailures\":[]}");

    assertThat(deadLetters).containsExactly(": a record has no SequenceNumber");
    assertThat(counted).isEmpty();
  }

  private static CountedSession live(SessionKind kind) {
    return new CountedSession(kind, SessionMeasures.NONE);
  }

  private SortedMap<Integer, StoreException> count(List<CountChange> changes) {
    counted.addAll(changes);
    return failures;
  }

  private SortedMap<Integer, StoreException> index(List<TagChange> changes) {
    indexed.addAll(changes);
    return indexFailures;
  }

  private void keep(String body, Map<String, String> attributes) {
    deadLetters.add(attributes.get("sequenceNumber") + ": " + attributes.get("errorMessage"));
  }

  private static String record(String number, String before, String after) {
    StringBuilder change =
        new StringBuilder(
            "{\"ApproximateCreationDateTime\":1.772359201E9,\"SequenceNumber\":\"%s\""
                .formatted(number));
    if (!before.isEmpty()) {
      change.append(",\"OldImage\":").append(SESSION.formatted(before));
    }
    if (!after.isEmpty()) {
      change.append(",\"NewImage\":").append(SESSION.formatted(after));
    }
    return "{\"dynamodb\":" + change + "}}";
  }

  private String handle(CountSessionsHandler handler, String... records) throws IOException {
    return context.invoke(handler, "{\"Records\":[" + String.join(",", records) + "]}");
  }
}
