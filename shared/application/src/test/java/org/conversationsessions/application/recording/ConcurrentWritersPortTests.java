package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Concurrent writers: nothing is lost, nothing counts twice (contract, section 6), a session closes
 * once (contract, section 8).
 */
@Timeout(120)
public abstract class ConcurrentWritersPortTests {
  private static final Instant TODAY = Instant.parse("2026-11-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TODAY, ZoneOffset.UTC);
  private static final Instant TEN = TestEventBuilder.at("10:00");
  private static final MessagePolicy ALL =
      new MessagePolicy(true, Optional.empty(), UnaryOperator.identity(), "en");

  private final Bot bot = TestBots.of(new BotId("st-" + UUID.randomUUID()));
  private final InMemorySealer sealer = new InMemorySealer();
  private final SessionIds ids = new RandomSessionIds();

  /** Returns the conversations under test. */
  protected abstract Conversations conversations();

  /** Returns the due index of the same conversations. */
  protected abstract DueConversations due();

  /** Returns the history of the same sessions. */
  protected abstract SessionHistory history();

  /** Returns where the messages of the same conversations are put. */
  protected abstract MessageParts parts();

  /** Returns the stored transcript parts of an end user. */
  protected abstract List<TranscriptPart> parts(BotId of, String userId);

  @AfterEach
  void everyMessageIsInItsTranscriptOnce() {
    for (Session session : sessions()) {
      ConversationKey key = session.conversation();
      Map<MessageId, TranscriptPart> parts = new HashMap<>();
      parts(bot.id(), key.userId()).forEach(part -> parts.put(part.first(), part));
      TranscriptPart waiting = conversations().readConsistently(key).pendingPart();
      if (waiting != null) {
        // A shorter part with the same beginning may be stored already.
        parts.put(waiting.first(), waiting);
      }
      List<Integer> numbers =
          parts.values().stream()
              .filter(part -> part.first().session().equals(session.id()))
              .flatMap(part -> sealer.open(key, part).stream())
              .map(message -> message.id().number())
              .sorted()
              .toList();
      assertThat(numbers)
          .containsExactlyElementsOf(IntStream.range(0, session.messages()).boxed().toList());
    }
  }

  @Test
  void thirtyTwoWritersOfOneConversationLoseNothing() throws Exception {
    List<List<ActivityEvent>> work = new ArrayList<>();
    for (int writer = 0; writer < 32; writer++) {
      List<ActivityEvent> own = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        own.add(event(key(0), "w" + writer + "-" + i, TEN.plusSeconds(3L * writer + i)));
      }
      work.add(own);
    }
    // The first starts the session, so that no event is older than it.
    record(List.of(event(key(0), "start", TEN)));

    Map<String, SessionId> answers = race(work);

    assertThat(answers).hasSize(96);
    assertThat(sessions()).hasSize(1);
    assertThat(sessions().getFirst().messages()).isEqualTo(97);
    assertThat(answers.values()).containsOnly(sessions().getFirst().id());
  }

  @Test
  void writersOfLateEventsSucceedAmongWritersOfPresentOnes() throws Exception {
    Instant eleven = TEN.plus(Duration.ofHours(1));
    record(List.of(event(key(0), "past", TEN)));
    record(List.of(event(key(0), "present", eleven)));
    List<List<ActivityEvent>> work = new ArrayList<>();
    for (int writer = 0; writer < 12; writer++) {
      List<ActivityEvent> own = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        own.add(event(key(0), "w" + writer + "-" + i, writer % 4 == 0 ? TEN : eleven));
      }
      work.add(own);
    }

    race(work);

    assertThat(sessions().stream().map(Session::messages)).containsExactly(181, 61);
  }

  @Test
  void thirtyTwoStartersStartOneSession() throws Exception {
    List<List<ActivityEvent>> work = new ArrayList<>();
    for (int writer = 0; writer < 32; writer++) {
      work.add(List.of(event(key(0), "w" + writer, TEN)));
    }

    race(work);

    assertThat(sessions()).hasSize(1);
    assertThat(sessions().getFirst().messages()).isEqualTo(32);
  }

  @Test
  void thirtyTwoWritersOverManyConversationsLoseNothing(@Seeded Random random) throws Exception {
    Map<ConversationKey, Integer> expected = new HashMap<>();
    List<List<ActivityEvent>> work = new ArrayList<>();
    for (int writer = 0; writer < 32; writer++) {
      List<ActivityEvent> own = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ConversationKey key = key(random.nextInt(40));
        own.add(event(key, "w" + writer + "-" + i, TEN));
        expected.merge(key, 1, Integer::sum);
      }
      work.add(own);
    }

    race(work);

    Map<ConversationKey, Integer> counted = new HashMap<>();
    sessions().forEach(s -> counted.merge(s.conversation(), s.messages(), Integer::sum));
    assertThat(counted).isEqualTo(expected);
    assertThat(sessions()).hasSize(expected.size());
  }

  @Test
  void eightWritersOfTheSameEventsCountEachOnceAndGetEqualResults(@Seeded Random random)
      throws Exception {
    List<ActivityEvent> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      events.add(event(key(0), "e" + i, TEN.plusSeconds(i)));
    }
    record(events.subList(0, 1));
    List<List<ActivityEvent>> work = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      List<ActivityEvent> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      work.add(shuffled);
    }

    race(work);

    assertThat(sessions()).hasSize(1);
    assertThat(sessions().getFirst().messages()).isEqualTo(40);
  }

  @Test
  void eightWritersOfTheSameLongRequestWithOneEventOfTheirOwnCountEachEventOnce() throws Exception {
    List<ActivityEvent> same = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      same.add(event(key(0), "e" + i, TEN));
    }

    // The writer that is first records all 80. At most 40 + 7 events follow its own one, so the own
    // one is among the 50 that are remembered when it sends again.
    sendTwiceEach(same, "w", 40);

    assertThat(sessions()).hasSize(1);
    assertThat(sessions().getFirst().messages()).isEqualTo(88);

    // Now the 80 are recorded, and only the eight new ones follow each other.
    sendTwiceEach(same, "x", 0);

    assertThat(sessions()).hasSize(1);
    assertThat(sessions().getFirst().messages()).isEqualTo(96);
  }

  /**
   * Eight writers at once send the same events twice, each with an event of its own: half of the
   * writers at this position, the others at the end.
   */
  private void sendTwiceEach(List<ActivityEvent> same, String name, int position) throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      List<ActivityEvent> request = new ArrayList<>(same);
      request.add(writer % 2 == 0 ? position : same.size(), event(key(0), name + writer, TEN));
      tasks.add(
          () -> {
            record(request);
            record(request);
            return 0;
          });
    }
    together(tasks);
  }

  @Test
  void userTagsOfManyWritersAllReachTheEndedSession() throws Exception {
    record(List.of(event(key(0), "start", TEN)));
    SessionCloser closer =
        new SessionCloser(conversations(), due(), parts(), CLOCK, BackoffPolicy.jittered());
    closer.closeByApi(bot, key(0).userId(), Optional.empty(), Optional.empty());
    List<List<ActivityEvent>> work = new ArrayList<>();
    for (int writer = 0; writer < 16; writer++) {
      work.add(
          List.of(
              TestEventBuilder.event(ActivityType.TAGS, TEN.plus(Duration.ofHours(1)))
                  .in(key(0))
                  .id("w" + writer)
                  .userTag("t" + writer, "v")
                  .build()));
    }

    race(work);

    assertThat(sessions()).hasSize(1);
    assertThat(sessions().getFirst().tags().user()).hasSize(16);
  }

  @Test
  void writersAndClosersAtOnceLoseNothingAndCloseEverySessionOnce(@Seeded Random random)
      throws Exception {
    SessionCloser closer =
        new SessionCloser(conversations(), due(), parts(), CLOCK, BackoffPolicy.jittered());
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      int own = writer;
      Random mine = Randoms.from(random);
      tasks.add(
          () -> {
            for (int i = 0; i < 10; i++) {
              Instant at = TEN.plus(Duration.ofMinutes(60)).plusSeconds(mine.nextInt(60));
              record(List.of(event(key(mine.nextInt(2)), "w" + own + "-" + i, at)));
            }
            return 0;
          });
    }
    for (int closing = 0; closing < 4; closing++) {
      tasks.add(
          () -> {
            int closed = 0;
            for (int i = 0; i < 10; i++) {
              closed +=
                  closer.closeByApi(bot, key(i % 2).userId(), Optional.empty(), Optional.empty());
            }
            return closed;
          });
      tasks.add(
          () -> {
            int closed = 0;
            for (int i = 0; i < 10; i++) {
              for (DueConversations.Entry entry : entries()) {
                Conversation seen = conversations().readConsistently(entry.key());
                SessionCloser.SweepResult swept = closer.sweep(entry, seen, bot, TODAY);
                closed += swept == SessionCloser.SweepResult.CLOSED ? 1 : 0;
              }
            }
            return closed;
          });
    }

    int closed = together(tasks).stream().mapToInt(Integer::intValue).sum();

    List<Session> all = sessions();
    assertThat(all.stream().filter(s -> s.status() == SessionStatus.CLOSED)).hasSize(closed);
    assertThat(all.stream().mapToInt(Session::messages).sum()).isEqualTo(80);
    assertThat(all.stream().filter(s -> s.status() == SessionStatus.ACTIVE).map(Session::id))
        .as("live sessions that a sweep will find")
        .isSubsetOf(entries().stream().map(DueConversations.Entry::session).toList());
  }

  private List<DueConversations.Entry> entries() {
    List<DueConversations.Entry> found = new ArrayList<>();
    for (int shard = 0; shard < due().shards(); shard++) {
      found.addAll(due().readAll(bot.id(), shard, Optional.empty(), 1000).entries());
    }
    return found;
  }

  /** Sends each writer's events one by one and returns the session of each event. */
  private Map<String, SessionId> race(List<List<ActivityEvent>> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(work.size());
    List<Callable<Map<String, SessionId>>> tasks = new ArrayList<>();
    for (List<ActivityEvent> own : work) {
      tasks.add(
          () -> {
            start.await();
            Map<String, SessionId> answers = new HashMap<>();
            for (ActivityEvent event : own) {
              answers.put(event.eventId(), record(List.of(event)));
            }
            return answers;
          });
    }
    Map<String, SessionId> all = new HashMap<>();
    for (Map<String, SessionId> answers : together(tasks)) {
      answers.forEach(
          (event, session) -> {
            SessionId other = all.put(event, session);
            assertThat(other == null || other.equals(session)).as(event).isTrue();
          });
    }
    return all;
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    return results;
  }

  private SessionId record(List<ActivityEvent> events) {
    Recorder recorder =
        new Recorder(
            conversations(),
            due(),
            new Transcripts(parts(), sealer, of -> ALL),
            ids,
            CLOCK,
            BackoffPolicy.jittered());
    RecordingResult recorded = recorder.record(bot, events).getLast();
    assertThat(recorded).isInstanceOf(RecordingResult.InSession.class);
    return ((RecordingResult.InSession) recorded).session();
  }

  private List<Session> sessions() {
    HistoryFilter all =
        new HistoryFilter(
            new TimeWindow(TEN.minus(Duration.ofHours(1)), TEN.plus(Duration.ofHours(6))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    return history()
        .page(new HistoryQuery(List.of(bot), all, 0, Optional.empty(), 1000))
        .sessions();
  }

  private ConversationKey key(int user) {
    return new ConversationKey(bot.id(), "user-" + user, "rtm");
  }

  private static ActivityEvent event(ConversationKey key, String id, Instant at) {
    return TestEventBuilder.event(ActivityType.USER_MESSAGE, at).in(key).id(id).build();
  }
}
