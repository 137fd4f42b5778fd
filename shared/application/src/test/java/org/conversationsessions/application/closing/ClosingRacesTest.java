package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.erasure.InMemoryErasures;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.publishing.SessionEventPublisher;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thirty-two threads send, close and sweep the same fifty conversations, thousands of times: a
 * session closes once (contract, section 8).
 */
@Timeout(120)
class ClosingRacesTest {
  private static final int THREADS = 32;
  private static final int ROUNDS = 300;
  private static final int CONVERSATIONS = 50;
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant NOW = TEN.plus(Duration.ofDays(1));
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final BotId BOT = new BotId("st-1");

  private final InMemoryConversations memory = new InMemoryConversations();
  private final StreamedConversations streamed = new StreamedConversations(memory);
  private final Recorder recorder =
      new Recorder(
          streamed,
          memory,
          TestTranscripts.NONE,
          new RandomSessionIds(),
          CLOCK,
          BackoffPolicy.jittered());
  private final SessionCloser closer =
      new SessionCloser(
          streamed, memory, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.jittered());
  private final InMemorySettings settings = new InMemorySettings().register(BOT);
  private final RecordingBus bus = new RecordingBus();

  @Test
  void everySessionClosesOnceNothingIsLostAndEveryClosingIsPublishedOnce(@Seeded Random seeds)
      throws Exception {
    ManagedSettings talkative =
        settings
            .write(
                BOT,
                new ManagedSettings(
                    BotSettings.DEFAULT,
                    new ClosureSettings(
                        ClosureSettings.ClosureBehavior.MESSAGE,
                        List.of("Bye"),
                        Set.of(),
                        Optional.empty())))
            .orElseThrow();
    Bot bot = new Bot(BOT, "account", talkative.lifecycle());
    List<Callable<int[]>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random mine = Randoms.from(seeds);
      int number = thread;
      tasks.add(() -> work(bot, number, mine));
    }
    int sent = 0;
    int closed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<int[]> result : threads.invokeAll(tasks)) {
        sent += result.get()[0];
        closed += result.get()[1];
      }
    }

    List<Session> sessions = memory.sessions();
    List<SessionId> over =
        sessions.stream()
            .filter(session -> session.status() == SessionStatus.CLOSED)
            .map(Session::id)
            .toList();
    assertThat(sessions.stream().mapToInt(Session::messages).sum()).isEqualTo(sent);
    assertThat(
            sessions.stream()
                .filter(session -> session.status() == SessionStatus.ACTIVE)
                .collect(Collectors.groupingBy(Session::conversation, Collectors.counting())))
        .allSatisfy((conversation, live) -> assertThat(live).isEqualTo(1));
    assertThat(streamed.stream().stream().filter(SessionChange::isClosing)).hasSize(over.size());
    assertThat(closed).isLessThanOrEqualTo(over.size());
    System.out.printf("%d events, %d sessions, %d closed%n", sent, sessions.size(), over.size());

    assertThat(publisher().publish(streamed.stream(), (position, why) -> {})).isEmpty();
    Map<String, Long> published =
        bus.taken().stream()
            .collect(Collectors.groupingBy(SessionEvent::id, Collectors.counting()));
    assertThat(published.values()).containsOnly(1L);
    assertThat(published.keySet())
        .filteredOn(id -> id.endsWith("-SessionClosed"))
        .containsExactlyInAnyOrderElementsOf(over.stream().map(i -> i + "-SessionClosed").toList());
    assertThat(published.keySet())
        .filteredOn(id -> id.endsWith("-SessionMessage"))
        .hasSize(over.size());
  }

  /** Returns the number of messages sent and of sessions closed by these calls. */
  private int[] work(Bot bot, int thread, Random random) {
    int sent = 0;
    int closed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ConversationKey key =
          new ConversationKey(BOT, "user-" + random.nextInt(CONVERSATIONS), "rtm");
      switch (random.nextInt(4)) {
        case 0 ->
            closed += closer.closeByApi(bot, key.userId(), Optional.empty(), Optional.empty());
        case 1 -> closed += sweep(bot, key);
        default -> {
          // Not older than anything before it, as the round's minute goes on.
          Instant at = TEN.plus(Duration.ofMinutes(round)).plusMillis(random.nextInt(1000));
          ActivityEvent event =
              TestEventBuilder.event(ActivityType.USER_MESSAGE, at)
                  .in(key)
                  .id(thread + "-" + round)
                  .build();
          Recorder.RecordingResult recorded = recorder.record(bot, List.of(event)).getFirst();
          sent += recorded instanceof Recorder.RecordingResult.InSession ? 1 : 0;
        }
      }
    }
    return new int[] {sent, closed};
  }

  private int sweep(Bot bot, ConversationKey key) {
    int closed = 0;
    for (DueConversations.Entry entry : memory.due()) {
      if (entry.key().equals(key)) {
        SessionCloser.SweepResult swept =
            closer.sweep(entry, streamed.readConsistently(key), bot, NOW);
        closed += swept == SessionCloser.SweepResult.CLOSED ? 1 : 0;
      }
    }
    return closed;
  }

  private SessionEventPublisher publisher() {
    return new SessionEventPublisher(
        settings,
        TestTranscripts.NO_CLOSINGS,
        closing -> {
          throw new IllegalStateException("no scripts here");
        },
        bus,
        new InMemoryErasures(),
        3,
        attempt -> {});
  }
}
