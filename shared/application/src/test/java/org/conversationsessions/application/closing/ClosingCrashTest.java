package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.publishing.ClosingQueue;
import org.conversationsessions.application.publishing.EventBus;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.publishing.SessionEventPublisher;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.InMemorySettings;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
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
 * A closing with all its effects (contract, section 8), in which the process crashes at each call
 * of each port in turn. Then the retries of AWS follow: of the caller, the bot runtime, the
 * schedule, the stream and the queue. The result is always as without the crash.
 */
class ClosingCrashTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(7200), ZoneOffset.UTC);
  private static final ConversationKey KEY =
      new ConversationKey(new BotId("st-1"), "ada@example.com", "rtm");

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void whereverTheProcessDiesAClosingEndsTheSame(CloseReason reason) {
    Map<String, Object> expected = new Run(reason, new Crashes(-1, false)).end();
    assertThat(expected)
        .containsEntry("closed", List.of(reason.wire()))
        .containsEntry("profiles", reason == CloseReason.REFRESH ? Set.of() : Set.of("kept"));
    int crashes = 0;
    for (boolean afterEffect : new boolean[] {false, true}) {
      boolean died = true;
      for (int at = 0; died; at++) {
        Crashes crash = new Crashes(at, afterEffect);
        assertThat(new Run(reason, crash).end())
            .as("%s, died at call %s, %s its effect", reason, at, afterEffect ? "after" : "before")
            .isEqualTo(expected);
        died = crash.happened();
        crashes += died ? 1 : 0;
      }
    }
    System.out.println(reason + ": died " + crashes + " times");
    assertThat(crashes).isGreaterThan(20);
  }

  /** Runs one closing from the session's start to the last event on the bus. */
  private static final class Run {
    private final CloseReason reason;
    private final Crashes crash;
    private final InMemoryConversations memory = new InMemoryConversations();
    private final StreamedConversations streamed = new StreamedConversations(memory);
    private final InMemorySessionStates states = new InMemorySessionStates();
    private final InMemorySettings settings = new InMemorySettings().register(KEY.bot());
    private final RecordingBus bus = new RecordingBus();
    private final InMemoryClosingQueue queue = new InMemoryClosingQueue();
    private final Bot bot;
    private int ids;

    Run(CloseReason reason, Crashes crash) {
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

    Map<String, Object> end() {
      record(event("e1", ActivityType.USER_MESSAGE, 0, false, "greet"), streamed, memory);
      remember();
      work(streamed.stream(), new Crashes(-1, false));
      int known = streamed.stream().size();
      untilItEnds(this::close);
      // The stream delivers a batch again and again until all of it is worked off.
      int[] from = {known};
      untilItEnds(
          () -> {
            while (from[0] < streamed.stream().size()) {
              List<SessionChange> batch =
                  streamed.stream().subList(from[0], streamed.stream().size());
              OptionalInt failed = work(batch, crash);
              from[0] += failed.orElse(batch.size());
            }
          });
      // The queue delivers a closing again and again until it is finished.
      untilItEnds(() -> queue.deliver(finisher(crash)::finish));
      return outcome();
    }

    /** Tries once and, after a crash, once more. */
    private static void untilItEnds(Runnable tried) {
      try {
        tried.run();
      } catch (Crashes.Died died) {
        tried.run();
      }
    }

    private void close() {
      Conversations conversations = crash.on(Conversations.class, streamed);
      DueConversations due = crash.on(DueConversations.class, memory);
      SessionCloser closer =
          new SessionCloser(conversations, due, CLOCK, BackoffPolicy.immediate());
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
              start -> SessionId.of(start, ++ids),
              CLOCK,
              BackoffPolicy.immediate());
      assertThat(recorder.record(bot, List.of(event)).getFirst())
          .isInstanceOf(Recorder.RecordingResult.InSession.class);
    }

    /** Sets a state of two profiles, of which the script clears one, and two variables. */
    private void remember() {
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

    private OptionalInt work(List<SessionChange> batch, Crashes dying) {
      return new SessionEventPublisher(
              dying.on(SettingsStore.class, settings),
              dying.on(ClosingQueue.class, queue),
              dying.on(EventBus.class, bus),
              3,
              attempt -> {})
          .publish(batch, (position, why) -> {});
    }

    private ClosingFinisher finisher(Crashes dying) {
      return new ClosingFinisher(
          dying.on(
              ScriptRunner.class,
              (session, script) ->
                  new ScriptOutcome(
                      false,
                      Set.of("cleared"),
                      Optional.of(new ScriptOutcome.ScriptFailure("failed", "at last", 2)))),
          new StateClearer(
              dying.on(Conversations.class, streamed),
              dying.on(SessionStates.class, states),
              BackoffPolicy.immediate()),
          dying.on(EventBus.class, bus),
          failed -> {});
    }

    private Map<String, Object> outcome() {
      List<Session> sessions = memory.sessions();
      ClearMarkers marks = memory.readConsistently(KEY).clearMarkers();
      SessionState seen = states.read(KEY).state().visible(marks, CLOCK.instant());
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put(
          "closed",
          sessions.stream()
              .flatMap(session -> session.closing().stream())
              .map(closing -> closing.reason().wire())
              .toList());
      outcome.put(
          "active", sessions.stream().filter(s -> s.status() == SessionStatus.ACTIVE).count());
      outcome.put("messages", sessions.stream().mapToInt(Session::messages).sum());
      // Of an event that was sent again the identifiers of sessions differ; the first is the same.
      outcome.put(
          "events",
          bus.taken().stream()
              .filter(event -> event.session().id().equals(sessions.getFirst().id()))
              .distinct()
              .map(event -> event.type() + event.id())
              .collect(Collectors.toList()));
      outcome.put(
          "texts",
          bus.taken().stream()
              .filter(event -> event instanceof SessionEvent.Message)
              .map(event -> ((SessionEvent.Message) event).text())
              .distinct()
              .count());
      outcome.put(
          "distinct starts",
          bus.taken().stream()
              .filter(event -> event instanceof SessionEvent.Started)
              .map(SessionEvent::id)
              .distinct()
              .count());
      outcome.put("variables", seen.variables().keySet());
      outcome.put("profiles", seen.profiles().keySet());
      outcome.put("dialog", seen.dialogContext().isPresent());
      outcome.put("closings", marks.closings());
      return outcome;
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
          Tags.NONE);
    }
  }
}
