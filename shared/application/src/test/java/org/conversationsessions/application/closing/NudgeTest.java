package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.HERE;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.conversation.LimitedConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

/** Nudges of end users who stay silent, once in each silence (contract, section 8). */
class NudgeTest {
  private final ManualClock clock = new ManualClock(at("10:00"));
  private final InMemoryConversations store = new InMemoryConversations();
  private final StreamedConversations streamed = new StreamedConversations(store);
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final SessionIds ids = TestIds.counting();
  private Bot bot = new Bot(HERE.bot(), "account", BotSettings.DEFAULT);

  NudgeTest() {
    nudgeAfter(5, Set.of("email"));
  }

  @Test
  void anEndUserWhoIsSilentGetsOneNudgeAndThenTheSessionCloses() {
    send(user("10:00"));

    sweep("10:05:29");
    assertThat(nudges()).isEmpty();
    assertThat(sweep("10:05:30").nudged()).isEqualTo(1);
    assertThat(sweep("10:06:30").nudged()).isZero();
    sweep("10:14:30");
    assertThat(nudges()).containsExactly(at("10:00"));
    sweep("10:15:30");

    assertThat(nudges()).containsExactly(at("10:00"));
    assertThat(store.sessions()).extracting(Session::status).containsExactly(SessionStatus.CLOSED);
    assertThat(store.due()).isEmpty();
  }

  @Test
  void aNudgeMovesNothingAndCountsNowhere() {
    send(user("10:00"), bot("10:01"));
    Session before = Objects.requireNonNull(store.readConsistently(HERE).live()).session();

    sweep("10:06");

    Session after = Objects.requireNonNull(store.readConsistently(HERE).live()).session();
    assertThat(after.endTime()).isEqualTo(before.endTime());
    assertThat(after.messages()).isEqualTo(before.messages());
    assertThat(after.nudge())
        .contains(new Nudge(at("10:00"), clock.instant(), bot.settings().version()));
    assertThat(store.storedSession(after.id())).isEqualTo(after);
    sweep("10:15:30");
    assertThat(Objects.requireNonNull(store.storedSession(after.id())).status())
        .isEqualTo(SessionStatus.CLOSED);
  }

  @Test
  void onlyTheEndUserBeginsANewSilence() {
    send(user("10:00"));
    sweep("10:05:30");
    send(bot("10:06"), user("10:07"));

    sweep("10:12:29");
    assertThat(nudges()).hasSize(1);
    sweep("10:12:30");
    assertThat(nudges()).containsExactly(at("10:00"), at("10:07"));
    sweep("10:22:30");
    assertThat(store.sessions()).extracting(Session::status).containsExactly(SessionStatus.CLOSED);
  }

  @Test
  void anEndUserWhoAnswersInTimeGetsNone() {
    send(user("10:00"), user("10:04"));
    sweep("10:05:30");
    send(user("10:09"));
    sweep("10:09:30");

    assertThat(nudges()).isEmpty();
    sweep("10:14:30");
    assertThat(nudges()).containsExactly(at("10:09"));
  }

  @Test
  void aLateSweepClosesWithoutANudge() {
    send(user("10:00"));
    sweep("10:16");

    assertThat(nudges()).isEmpty();
    assertThat(store.sessions()).extracting(Session::status).containsExactly(SessionStatus.CLOSED);
  }

  @Test
  void aNudgeThatConflictsWithTheUsersMessageIsNotStored() {
    send(user("10:00"));

    sweepBeaten("10:05:30", () -> send(user("10:05")));
    assertThat(nudges()).isEmpty();
    sweep("10:10:29");
    assertThat(nudges()).isEmpty();
    sweep("10:10:30");
    assertThat(nudges()).as("of the new silence").containsExactly(at("10:05"));
  }

  @Test
  void aNudgeThatConflictsWithAClosingIsNotStored() {
    send(user("10:00"));

    sweepBeaten(
        "10:05:30",
        () ->
            assertThat(
                    closer(streamed, store)
                        .closeByApi(bot, HERE.userId(), Optional.empty(), Optional.empty()))
                .isEqualTo(1));

    assertThat(nudges()).isEmpty();
    Session closed = store.sessions().getFirst();
    assertThat(closed.closing().orElseThrow().reason()).isEqualTo(CloseReason.API);
    assertThat(closed.nudge()).isEmpty();
  }

  @Test
  void excludedChannelsGetNone() {
    nudgeAfter(5, Set.of("RTM"));
    send(user("10:00"));
    sweep("10:06");

    assertThat(nudges()).isEmpty();
    assertThat(store.due()).hasSize(1);
  }

  @Test
  void changedSettingsApplyToLiveSessions() {
    nudgesOff();
    send(user("10:00"));
    sweep("10:01");
    nudgeAfter(5, Set.of());
    sweep("10:05:30");
    assertThat(nudges()).hasSize(1);

    send(user("10:06"));
    nudgeAfter(3, Set.of());
    sweep("10:09:30");
    assertThat(nudges()).containsExactly(at("10:00"), at("10:06"));

    send(user("10:10"));
    nudgesOff();
    sweep("10:16");
    assertThat(nudges()).hasSize(2);
    assertThat(store.due())
        .extracting(DueConversations.Entry::awaited)
        .doesNotContain(new AwaitedSilence.OfNudge());
  }

  @Test
  void aSessionThatClosesOtherwiseLeavesNoEntry() {
    send(user("10:00"), refresh("10:01"));
    assertThat(store.due()).hasSize(2);
    closer(streamed, store).closeByApi(bot, HERE.userId(), Optional.empty(), Optional.empty());
    assertThat(store.due()).isEmpty();
  }

  @Test
  void aChannelsOwnInactivityEndsTheTimeForNudges() {
    set(
        bot.settings()
            .withChannelInactivity(new ChannelInactivity(Map.of("rtm", Duration.ofMinutes(60)))));
    send(user("10:00"));
    sweep("10:20");
    assertThat(nudges()).containsExactly(at("10:00"));
  }

  @Test
  void whereverTheProcessDiesThereIsOneNudgeForASilence() {
    int crashes = 0;
    for (boolean afterEffect : new boolean[] {false, true}) {
      boolean died = true;
      for (int call = 0; died; call++) {
        SimulatedCrash crash = new SimulatedCrash(call, afterEffect);
        NudgeTest run = new NudgeTest();
        run.send(user("10:00"));
        run.orAgain(crash, "10:05:30");
        assertThat(run.nudges()).as("call %s", call).containsExactly(at("10:00"));
        run.sweep("10:07");
        run.send(user("10:08"));
        run.orAgain(crash, "10:13:30");
        assertThat(run.nudges()).as("call %s", call).containsExactly(at("10:00"), at("10:08"));
        run.orAgain(crash, "10:23:30");
        run.sweep("10:40");
        assertThat(run.store.due()).as("call %s", call).isEmpty();
        assertThat(run.nudges()).hasSize(2);
        died = crash.happened();
        crashes += died ? 1 : 0;
      }
    }
    assertThat(crashes).isGreaterThan(20);
  }

  @Test
  void whereverTheRecorderDiesANewSilenceHasItsNudge() {
    int crashes = 0;
    for (boolean afterEffect : new boolean[] {false, true}) {
      boolean died = true;
      for (int call = 0; died; call++) {
        SimulatedCrash crash = new SimulatedCrash(call, afterEffect);
        NudgeTest run = new NudgeTest();
        run.send(user("10:00"));
        run.sweep("10:05:30");
        TestEventBuilder event = user("10:06");
        try {
          run.recorder(
                  crash.on(Conversations.class, run.streamed),
                  crash.on(DueConversations.class, run.store))
              .record(run.bot, List.of(event.build()));
        } catch (SimulatedCrash.Died again) {
          run.send(event);
        }
        run.sweep("10:11:30");
        assertThat(run.nudges()).as("call %s", call).containsExactly(at("10:00"), at("10:06"));
        died = crash.happened();
        crashes += died ? 1 : 0;
      }
    }
    assertThat(crashes).isGreaterThan(4);
  }

  private void orAgain(SimulatedCrash crash, String time) {
    clock.set(at(time));
    try {
      sweeper(crash.on(Conversations.class, streamed), crash.on(DueConversations.class, store))
          .run(at(time), () -> true);
    } catch (SimulatedCrash.Died again) {
      sweep(time);
    }
  }

  private void send(TestEventBuilder... events) {
    for (TestEventBuilder event : events) {
      assertThat(recorder(streamed, store).record(bot, List.of(event.build())).getFirst())
          .isInstanceOf(Recorder.RecordingResult.InSession.class);
    }
  }

  private Recorder recorder(Conversations conversations, DueConversations due) {
    return new Recorder(
        conversations, due, TestTranscripts.NONE, ids, clock, BackoffPolicy.immediate());
  }

  private InactivitySweeper.Report sweep(String time) {
    clock.set(at(time));
    InactivitySweeper.Report report = sweeper(streamed, store).run(at(time), () -> true);
    assertThat(report.finished()).isTrue();
    return report;
  }

  /** Sweeps, while another writer is faster once, just before the sweep's first write. */
  private void sweepBeaten(String time, Runnable otherWriter) {
    clock.set(at(time));
    AtomicBoolean beaten = new AtomicBoolean();
    Conversations contended =
        new LimitedConversations(streamed) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            if (beaten.compareAndSet(false, true)) {
              otherWriter.run();
            }
            Commit commit = super.commit(next, changedSessions, parts, entries, sharding);
            assertThat(commit).isInstanceOf(Commit.Conflict.class);
            return commit;
          }
        };
    assertThat(sweeper(contended, store).run(at(time), () -> true).finished()).isTrue();
    assertThat(beaten).isTrue();
  }

  private InactivitySweeper sweeper(Conversations conversations, DueConversations due) {
    return new InactivitySweeper(
        registry, due, conversations, closer(conversations, due), Duration.ofSeconds(30), 10);
  }

  private SessionCloser closer(Conversations conversations, DueConversations due) {
    return new SessionCloser(
        conversations, due, TestTranscripts.NONE.parts(), clock, BackoffPolicy.immediate());
  }

  /** Returns the starts of the silences with a nudge, in the order of the stream. */
  private List<Instant> nudges() {
    return streamed.stream().stream()
        .filter(SessionChange::isNudge)
        .map(change -> Objects.requireNonNull(change.after()).nudge().orElseThrow().silentSince())
        .toList();
  }

  private void nudgeAfter(int minutes, Set<String> excludedChannels) {
    set(
        bot.settings()
            .withNudge(
                new NudgeSettings(Optional.of(Duration.ofMinutes(minutes)), excludedChannels)));
  }

  private void nudgesOff() {
    set(bot.settings().withNudge(NudgeSettings.DEFAULT));
  }

  private void set(BotSettings settings) {
    bot = new Bot(bot.id(), "account", settings.withVersion(settings.version() + 1));
    registry.put(bot);
  }
}
