package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/** Idempotency of repeated events (contract, section 6). */
class RecorderRepetitionTest {
  private static final SessionIds IDS = TestIds.counting();
  private static final Instant TEN = TestEventBuilder.at("10:00");

  private final InMemoryConversations store = new InMemoryConversations();

  @Test
  void afterOneMoreEventOnlyTheDroppedOneOfFiftyCountsAgain() {
    record(store, ids(0, 50));
    record(store, List.of("other"));

    record(store, ids(0, 50));

    assertThat(counted()).isEqualTo(52);
  }

  @Test
  void eventsRememberedWhenARequestBeginsStayRepeated() {
    record(store, ids(0, 50));

    // Fifty new ones first: by the time the old ones come, nothing else is among the last fifty.
    record(store, both(ids(50, 100), ids(0, 50)));
    assertThat(counted()).isEqualTo(100);

    record(store, both(ids(50, 100), ids(0, 50)));
    assertThat(counted()).as("sent again").isEqualTo(100);
  }

  @Test
  void afterTheNextRequestTheLastFiftyAreRemembered() {
    record(store, ids(0, 100));
    record(store, List.of("other"));
    assertThat(remembered()).isEqualTo(50);

    record(store, ids(51, 100));
    assertThat(counted()).isEqualTo(101);
    record(store, ids(50, 51));
    assertThat(counted()).as("forgotten").isEqualTo(102);
  }

  @Test
  void aRefusedEventIsTriedAgainWhenItsRequestIsSentAgain() {
    List<TestEventBuilder> events =
        List.of(
            TestEventBuilder.event(ActivityType.TASK_COMPLETED, TEN).id("task"),
            user("message", TEN.plusSeconds(60)));

    List<RecordingResult> first = recordAll(store, events);
    assertThat(first.getFirst()).isInstanceOf(RecordingResult.Refused.class);

    // Now a session starts within N minutes after the task.
    List<RecordingResult> second = recordAll(store, events);
    assertThat(second).isEqualTo(List.of(first.getLast(), first.getLast()));
    assertThat(counted()).as("the recorded event changes nothing").isEqualTo(1);

    int commits = store.commits();
    assertThat(recordAll(store, events)).isEqualTo(second);
    assertThat(store.commits()).isEqualTo(commits);
  }

  @Test
  void aRequestWrittenInPartsIsComparedWithOneMemory() {
    record(store, ids(0, 50));
    List<TestEventBuilder> events = new ArrayList<>();
    for (int i = 50; i < 100; i++) {
      // Every one starts a session, so they take more than one transaction.
      events.add(user("e" + i, TEN.plusSeconds(900L * (i - 49))));
    }
    ids(0, 50).forEach(id -> events.add(user(id, TEN)));

    List<RecordingResult> first = recordAll(store, events);
    int commits = store.commits();

    assertThat(commits).isGreaterThan(2);
    assertThat(counted()).isEqualTo(100);
    assertThat(sessionsOf(recordAll(store, events))).isEqualTo(sessionsOf(first));
    assertThat(store.commits()).isEqualTo(commits);
  }

  @Test
  void concurrentWritesMakeARequestForgetNothing() {
    record(store, ids(0, 50));
    Conversations contended = interruptedBy(0, ids(1000, 1100));

    record(contended, both(ids(0, 50), List.of("new")));

    assertThat(counted()).as("50, 100 of the other writer, 1 new").isEqualTo(151);
    record(store, both(ids(0, 50), List.of("new")));
    assertThat(counted()).as("sent again").isEqualTo(151);
  }

  @Test
  void concurrentWritesBetweenPartsMakeARequestForgetNothing() {
    List<TestEventBuilder> events = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      events.add(user("e" + i, TEN.plusSeconds(900L * i)));
    }
    ids(0, 45).forEach(id -> events.add(user(id, TEN)));
    Conversations contended = interruptedBy(1, ids(1000, 1100));

    recordAll(contended, events);

    assertThat(counted()).isEqualTo(145);
  }

  @Test
  void randomRequestsCountDroppedEventsOnly(@Seeded Random random) {
    for (int run = 0; run < 200; run++) {
      InMemoryConversations store = new InMemoryConversations();
      List<String> applied = new ArrayList<>();
      Set<String> memory = Set.of();
      for (int request = 0; request < 12; request++) {
        List<String> ids = randomIds(random);
        Set<String> before = memory;
        Set<String> fresh = new LinkedHashSet<>(ids);
        fresh.removeAll(before);
        applied.addAll(fresh);
        if (!fresh.isEmpty()) {
          memory = new HashSet<>(ids);
          memory.addAll(applied.subList(Math.max(0, applied.size() - 50), applied.size()));
        }

        List<RecordingResult> first = record(store, ids);

        String when = "run %s, request %s".formatted(run, request);
        assertThat(messages(store)).as(when).isEqualTo(applied.size());
        int commits = store.commits();
        assertThat(record(store, ids)).as(when).isEqualTo(first);
        assertThat(store.commits()).as(when).isEqualTo(commits);
        assertThat(store.readConsistently(TestEventBuilder.HERE).recent().entries())
            .as(when)
            .hasSize(memory.size());
      }
    }
  }

  /** Returns random identifiers of a wide or a narrow range; some repeat within a request. */
  private static List<String> randomIds(Random random) {
    int from = random.nextInt(120);
    int size = random.nextInt(3) == 0 ? 1 + random.nextInt(100) : 1 + random.nextInt(3);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add("e" + (from + random.nextInt(1 + size)));
    }
    return ids;
  }

  /** The store, with a concurrent write before one of the commits. */
  private Conversations interruptedBy(int commit, List<String> others) {
    int[] left = {commit};
    return new ForwardingConversations(store) {
      @Override
      public Commit commit(
          Conversation next,
          Collection<Session> changedSessions,
          Collection<TranscriptPart> parts,
          Collection<DebugEntry> entries,
          Sharding sharding) {
        if (left[0]-- == 0) {
          others.forEach(id -> recordAll(store, List.of(user(id, latest(store)))));
        }
        return super.commit(next, changedSessions, parts, entries, sharding);
      }
    };
  }

  private static Instant latest(InMemoryConversations store) {
    LiveSession live = store.readConsistently(TestEventBuilder.HERE).live();
    return live == null ? TEN : live.lastActivity();
  }

  private int counted() {
    return messages(store);
  }

  private int remembered() {
    return store.readConsistently(TestEventBuilder.HERE).recent().entries().size();
  }

  private static int messages(InMemoryConversations store) {
    return store.sessions().stream().mapToInt(Session::messages).sum();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static TestEventBuilder user(String id, Instant at) {
    return TestEventBuilder.event(ActivityType.USER_MESSAGE, at).id(id);
  }

  private static List<Object> sessionsOf(List<RecordingResult> recorded) {
    return recorded.stream()
        .<Object>map(one -> ((RecordingResult.InSession) one).session())
        .toList();
  }

  private static List<RecordingResult> record(Conversations conversations, List<String> ids) {
    return recordAll(conversations, ids.stream().map(id -> user(id, TEN)).toList());
  }

  private static List<RecordingResult> recordAll(
      Conversations conversations, List<TestEventBuilder> events) {
    return new Recorder(
            conversations,
            new InMemoryConversations(),
            TestTranscripts.NONE,
            IDS,
            Clock.fixed(RecordedConversation.TODAY, ZoneOffset.UTC),
            BackoffPolicy.immediate())
        .record(TestBots.ANY, events.stream().map(TestEventBuilder::build).toList());
  }
}
