package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.erasure.InMemoryErasures;
import org.conversationsessions.application.message.ClosingMessages;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.publishing.ClosingQueue;
import org.conversationsessions.application.publishing.EventBus;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.publishing.SessionEventPublisher;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A closing with all its effects (contract, section 8), in which the process dies in turn before
 * and after each call of the ports that hold conversations, due entries, messages, settings and
 * states, run the script, queue and publish. The start of the session is recorded and published
 * before, without a crash. Then the retries of AWS follow: of the caller, the bot runtime, the
 * schedule, the stream and the queue. The result is always as without the crash. A run has one
 * crash, so each of its steps is repeated once at most.
 */
class ClosingCrashTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(7200), ZoneOffset.UTC);
  private static final MessagePolicy KEEP =
      new MessagePolicy(true, Optional.empty(), UnaryOperator.identity(), "en");
  private static final ConversationKey KEY =
      new ConversationKey(new BotId("st-1"), "ada@example.com", "rtm");

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void whereverTheProcessDiesAClosingEndsTheSame(CloseReason reason) {
    Outcome expected = new Run(reason, SimulatedCrash.none()).toTheEnd();
    assertThat(expected.closeReasons()).containsExactly(reason);
    assertThat(expected.profiles())
        .isEqualTo(reason == CloseReason.REFRESH ? Set.of() : Set.of("kept"));
    int crashes = 0;
    for (boolean afterEffect : new boolean[] {false, true}) {
      boolean died = true;
      for (int at = 0; died; at++) {
        SimulatedCrash crash = new SimulatedCrash(at, afterEffect);
        assertThat(new Run(reason, crash).toTheEnd())
            .as("%s, died at call %s, %s its effect", reason, at, afterEffect ? "after" : "before")
            .isEqualTo(expected);
        died = crash.happened();
        crashes += died ? 1 : 0;
      }
    }
    assertThat(crashes).isGreaterThan(20);
  }

  /**
   * What is left when all has been delivered.
   *
   * @param closeReasons the reasons of the closed sessions
   * @param activeSessions how many sessions are live
   * @param messages the number of messages of all sessions
   * @param events the types and identifiers of the first session's events, each once. If an event
   *     that starts a session is sent again, that session has another identifier
   * @param closingMessages how many different texts were sent
   * @param startedEvents how many different events report a start
   * @param transcript the texts that are kept of the first session's messages
   * @param variables the names of the visible variables
   * @param profiles the names of the visible profiles
   * @param dialogContext whether the dialog context is visible
   * @param closings how many closings the conversation has counted
   */
  private record Outcome(
      List<CloseReason> closeReasons,
      long activeSessions,
      int messages,
      List<String> events,
      long closingMessages,
      long startedEvents,
      List<String> transcript,
      Set<String> variables,
      Set<String> profiles,
      boolean dialogContext,
      int closings) {}

  /** Runs one closing from the session's start to the last event on the bus. */
  private static final class Run {
    private final CloseReason reason;
    private final SimulatedCrash crash;
    private final InMemoryConversations memory = new InMemoryConversations();
    private final StreamedConversations streamed = new StreamedConversations(memory);
    private final InMemorySessionStates states = new InMemorySessionStates();
    private final InMemorySettings settings = new InMemorySettings().register(KEY.bot());
    private final InMemorySealer sealer = new InMemorySealer();
    private final RecordingBus bus = new RecordingBus();
    private final InMemoryClosingQueue queue = new InMemoryClosingQueue();
    private final Bot bot;
    private int ids;

    Run(CloseReason reason, SimulatedCrash crash) {
      this.reason = reason;
      this.crash = crash;
      BotSettings lifecycle =
          new BotSettings(reason != CloseReason.NEW_INTENT, Duration.ofMinutes(15), "en");
      ClosureSettings closure =
          new ClosureSettings(
              ClosureBehavior.MESSAGE, List.of("Bye", "See you"), Set.of(), Optional.of("script"));
      this.bot =
          new Bot(
              KEY.bot(),
              "account",
              settings
                  .write(KEY.bot(), new ManagedSettings(lifecycle, closure))
                  .orElseThrow()
                  .lifecycle());
    }

    Outcome toTheEnd() {
      record(event("e1", ActivityType.USER_MESSAGE, 0, false, "greet"), streamed, memory);
      setState();
      publishBatch(streamed.stream(), SimulatedCrash.none());
      int published = streamed.stream().size();
      runAgainAfterACrash(this::close);
      // The stream delivers a batch again and again until all of it is processed.
      int[] from = {published};
      runAgainAfterACrash(
          () -> {
            while (from[0] < streamed.stream().size()) {
              List<SessionChange> batch =
                  streamed.stream().subList(from[0], streamed.stream().size());
              OptionalInt failed = publishBatch(batch, crash);
              from[0] += failed.orElse(batch.size());
            }
          });
      // The queue delivers a closing again and again until it is finished.
      runAgainAfterACrash(() -> queue.deliver(finisher()::finish));
      return outcome();
    }

    private static void runAgainAfterACrash(Runnable step) {
      try {
        step.run();
      } catch (SimulatedCrash.Died died) {
        step.run();
      }
    }

    private void close() {
      Conversations conversations = crash.on(Conversations.class, streamed);
      DueConversations due = crash.on(DueConversations.class, memory);
      SessionCloser closer =
          new SessionCloser(
              conversations,
              due,
              crash.on(MessageParts.class, memory),
              CLOCK,
              BackoffPolicy.immediate());
      switch (reason) {
        case API -> closer.closeByApi(bot, KEY.userId(), Optional.empty(), Optional.empty());
        case INACTIVITY ->
            new InactivitySweeper(
                    new InMemoryRegistry().put(bot),
                    due,
                    conversations,
                    closer,
                    Duration.ofSeconds(30),
                    10)
                .run(TEN.plusSeconds(3600), () -> true);
        case REFRESH ->
            record(event("e2", ActivityType.CONNECT, 60, true, "greet"), conversations, due);
        case NEW_INTENT ->
            record(event("e2", ActivityType.USER_MESSAGE, 3600, false, "book"), conversations, due);
      }
    }

    private void record(ActivityEvent event, Conversations conversations, DueConversations due) {
      Recorder recorder =
          new Recorder(
              conversations,
              due,
              new Transcripts(crash.on(MessageParts.class, memory), sealer, of -> KEEP),
              start -> SessionId.of(start, ++ids),
              CLOCK,
              BackoffPolicy.immediate());
      assertThat(recorder.record(bot, List.of(event)).getFirst())
          .isInstanceOf(Recorder.RecordingResult.InSession.class);
    }

    /** Sets a state of two profiles, of which the script clears one, and two variables. */
    private void setState() {
      WriteMark now = WriteMark.of(streamed.readConsistently(KEY).clearMarkers());
      SessionState.Profile profile = new SessionState.Profile("secret", TEN, TEN, now);
      states.write(
          KEY,
          new SessionState(
              Map.of(
                  "short", new SessionState.Variable("1", Optional.empty(), TEN, now),
                  "long",
                      new SessionState.Variable("2", Optional.of(Duration.ofDays(9)), TEN, now)),
              Optional.of(new SessionState.Context("{}", now)),
              Map.of("cleared", profile, "kept", profile),
              SessionState.ContextTags.NONE,
              Optional.empty()),
          0);
    }

    private OptionalInt publishBatch(List<SessionChange> batch, SimulatedCrash crash) {
      return new SessionEventPublisher(
              crash.on(SettingsStore.class, settings),
              new ClosingMessages(
                  new Transcripts(crash.on(MessageParts.class, memory), sealer, of -> KEEP),
                  id -> Optional.of(bot),
                  session -> memory.storedSession(session.id()) != null),
              crash.on(ClosingQueue.class, queue),
              crash.on(EventBus.class, bus),
              new InMemoryErasures(),
              3,
              attempt -> {})
          .publish(batch, (position, why) -> {});
    }

    private ClosingFinisher finisher() {
      return new ClosingFinisher(
          session -> true,
          crash.on(
              ScriptRunner.class,
              (session, script) ->
                  new ScriptOutcome(
                      false,
                      Set.of("cleared"),
                      Optional.of(new ScriptOutcome.ScriptFailure("failed", "at last", 2)))),
          new StateClearer(
              crash.on(Conversations.class, streamed),
              crash.on(SessionStates.class, states),
              BackoffPolicy.immediate()),
          crash.on(EventBus.class, bus),
          failed -> {});
    }

    private Outcome outcome() {
      List<Session> sessions = memory.sessions();
      SessionId first = sessions.getFirst().id();
      ClearMarkers markers = memory.readConsistently(KEY).clearMarkers();
      SessionState visible = states.read(KEY).state().visible(markers, CLOCK.instant());
      return new Outcome(
          sessions.stream()
              .flatMap(session -> session.closing().stream())
              .map(Closing::reason)
              .toList(),
          sessions.stream().filter(session -> session.status() == SessionStatus.ACTIVE).count(),
          sessions.stream().mapToInt(Session::messages).sum(),
          bus.taken().stream()
              .filter(event -> event.session().id().equals(first))
              .distinct()
              .map(event -> event.type() + event.id())
              .toList(),
          bus.taken().stream()
              .filter(event -> event instanceof SessionEvent.Message)
              .map(event -> ((SessionEvent.Message) event).text())
              .distinct()
              .count(),
          bus.taken().stream()
              .filter(event -> event instanceof SessionEvent.Started)
              .map(SessionEvent::id)
              .distinct()
              .count(),
          memory.parts().stream()
              .filter(part -> part.first().session().equals(first))
              .flatMap(part -> sealer.open(KEY, part).stream())
              .map(message -> message.id().number() + " " + message.text())
              .toList(),
          visible.variables().keySet(),
          visible.profiles().keySet(),
          visible.dialogContext().isPresent(),
          markers.closings());
    }

    private static ActivityEvent event(
        String id, ActivityType type, int second, boolean refresh, String intent) {
      return new ActivityEvent(
          id,
          KEY,
          type,
          TEN.plusSeconds(second),
          Optional.empty(),
          Optional.of(intent),
          false,
          refresh,
          false,
          Tags.NONE,
          MessageContent.NONE);
    }
  }
}
