package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.ForwardingDueConversations;
import org.conversationsessions.application.conversation.LimitedConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.RecordedConversation;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.Test;

/** Closing many sessions: selection, and how a job comes to its end (contract, section 4). */
class BulkClosingTest {
  private static final Clock CLOCK = Clock.fixed(RecordedConversation.TODAY, ZoneOffset.UTC);
  private static final Bot BOT = TestBots.with(BotSettings.DEFAULT);
  private static final HistoryFilter ALL =
      HistoryFilter.of(new TimeWindow(Instant.EPOCH, SessionId.MAX_START));

  private final RecordedConversation conversation = RecordedConversation.proactive();
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final InMemoryClosingJobs jobs = new InMemoryClosingJobs();
  private final ClosingJobService service = service(conversation.store);

  BulkClosingTest() {
    registry.put(BOT);
  }

  @Test
  void theLiveSessionsThatMatchAreSelected() {
    SessionId early = start("10:00", 1);
    SessionId late = start("11:00", 2);
    SessionId ended = start("11:00", 3);
    conversation.send(user("10:05").in(key(1)));
    close(3);

    assertThat(selected(ALL)).containsExactlyInAnyOrder(early, late).doesNotContain(ended);
    assertThat(selected(HistoryFilter.of(new TimeWindow(at("10:30"), at("12:00")))))
        .containsExactly(late);
    assertThat(
            selected(
                new HistoryFilter(
                    ALL.window(),
                    Optional.of("user-1"),
                    Optional.empty(),
                    Optional.empty(),
                    TagFilter.NONE)))
        .containsExactly(early);
  }

  @Test
  void aJobClosesWhatWasSelectedAndNothingElse() {
    start("10:00", 1);
    start("10:00", 2);
    ClosingJob job = started(selected(ALL));
    SessionId later = start("10:01", 3);

    ClosingJobRunner.Report report = run(conversation.store);

    assertThat(report).isEqualTo(new ClosingJobRunner.Report(2, List.of(), true, Optional.empty()));
    assertThat(service.find(BOT, job.id()).orElseThrow().closed()).isEqualTo(2);
    assertThat(service.find(BOT, job.id()).orElseThrow().completedAt()).isPresent();
    assertThat(selected(ALL)).containsExactly(later);
    assertThat(conversation.sessions())
        .filteredOn(session -> session.status() == SessionStatus.CLOSED)
        .hasSize(2)
        .allSatisfy(
            session ->
                assertThat(session.closing().orElseThrow().reason()).isEqualTo(CloseReason.API));
  }

  @Test
  void aSessionThatEndedMeanwhileIsNoFailure() {
    start("10:00", 1);
    start("10:00", 2);
    ClosingJob job = started(selected(ALL));
    close(1);

    assertThat(run(conversation.store).closed()).isEqualTo(1);

    assertThat(service.find(BOT, job.id()).orElseThrow())
        .satisfies(
            done -> {
              assertThat(done.total()).isEqualTo(2);
              assertThat(done.closed()).isEqualTo(1);
              assertThat(done.completedAt()).isPresent();
            });
  }

  @Test
  void anotherJobHasToWait() {
    start("10:00", 1);
    ClosingJob first = started(selected(ALL));

    assertThat(service.start(BOT, Set.of())).isEqualTo(new ClosingJobService.Result.Busy(first));
    run(conversation.store);

    ClosingJob second = started(Set.of());
    assertThat(service.find(BOT, first.id())).isEmpty();
    assertThat(run(conversation.store).finished()).isTrue();
    assertThat(service.find(BOT, second.id()).orElseThrow().completedAt()).isPresent();
  }

  @Test
  void aRunThatFailsOrStopsLeavesTheRestToTheNext() {
    for (int number = 0; number < 30; number++) {
      start("10:00", number);
    }
    ClosingJob job = started(selected(ALL));
    Conversations failing =
        new LimitedConversations(conversation.store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            if (next.key().equals(key(3))) {
              throw new StoreException("this one fails");
            }
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    ClosingJobRunner.Report failed = run(failing);
    assertThat(failed.closed()).isEqualTo(29);
    assertThat(failed.finished()).isFalse();
    assertThat(failed.failure().orElseThrow()).hasMessage("this one fails");
    assertThat(service.find(BOT, job.id()).orElseThrow().completedAt()).isEmpty();

    AtomicInteger asked = new AtomicInteger();
    ClosingJobRunner.Report stopped =
        runner(conversation.store).run(() -> asked.getAndIncrement() > 1_000);
    assertThat(stopped.finished()).isFalse();
    assertThat(stopped.closed()).isZero();

    assertThat(run(conversation.store).closed()).isEqualTo(1);
    assertThat(service.find(BOT, job.id()).orElseThrow().closed()).isEqualTo(30);
    assertThat(service.find(BOT, job.id()).orElseThrow().completedAt()).isPresent();
  }

  @Test
  void whereverTheProcessDiesTheJobComesToItsEndAndClosesNothingElse() {
    int crashes = 0;
    for (boolean afterEffect : new boolean[] {false, true}) {
      boolean died = true;
      for (int call = 0; died; call++) {
        SimulatedCrash crash = new SimulatedCrash(call, afterEffect);
        new BulkClosingTest().closesThreeSessionsDespite(crash);
        died = crash.happened();
        crashes += died ? 1 : 0;
      }
    }
    assertThat(crashes).isGreaterThan(20);
  }

  private void closesThreeSessionsDespite(SimulatedCrash crash) {
    for (int number = 0; number < 3; number++) {
      start("10:00", number);
    }
    Set<SessionId> selected = selected(ALL);
    ClosingJob job = startedDespite(crash, selected);
    SessionId later = start("10:01", 3);
    try {
      new ClosingJobRunner(
              registry,
              crash.on(DueConversations.class, conversation.store),
              sessionCloser(
                  crash.on(Conversations.class, conversation.store),
                  crash.on(DueConversations.class, conversation.store)),
              crash.on(ClosingJobs.class, jobs),
              CLOCK)
          .run(() -> true);
    } catch (SimulatedCrash.Died again) {
      assertThat(run(conversation.store).finished()).isTrue();
    }

    ClosingJob done = service.find(BOT, job.id()).orElseThrow();
    assertThat(done.completedAt()).isPresent();
    assertThat(done.total()).isEqualTo(3);
    assertThat(done.closed()).isLessThanOrEqualTo(3);
    assertThat(crash.happened() || done.closed() == 3).isTrue();
    assertThat(selected(ALL)).containsExactly(later);
    assertThat(conversation.sessions())
        .filteredOn(session -> session.status() == SessionStatus.CLOSED)
        .extracting(Session::id)
        .containsExactlyInAnyOrderElementsOf(selected);
  }

  /** Starts a job. After a crash the caller asks again, and may find the job stored. */
  private ClosingJob startedDespite(SimulatedCrash crash, Set<SessionId> sessions) {
    ClosingJobService crashing =
        new ClosingJobService(
            conversation.store,
            conversation.store,
            crash.on(ClosingJobs.class, jobs),
            CLOCK,
            UUID::randomUUID);
    ClosingJobService.Result result;
    try {
      result = crashing.start(BOT, sessions);
    } catch (SimulatedCrash.Died again) {
      result = service.start(BOT, sessions);
    }
    return switch (result) {
      case ClosingJobService.Result.Started(ClosingJob job) -> job;
      case ClosingJobService.Result.Busy(ClosingJob job) -> job;
    };
  }

  @Test
  void aConversationThatCannotBeReadDelaysNoJobForEver() {
    start("10:00", 1);
    start("10:00", 2);
    ClosingJob job = started(selected(ALL));
    Conversations damaged =
        new LimitedConversations(conversation.store) {
          @Override
          public Conversation readConsistently(ConversationKey key) {
            if (key.equals(key(1))) {
              throw new UnreadableItemException("a stored conversation cannot be read");
            }
            return super.readConsistently(key);
          }
        };

    ClosingJobRunner.Report report = run(damaged);

    assertThat(report.closed()).isEqualTo(1);
    assertThat(report.unreadable()).isNotEmpty();
    assertThat(report.failure()).isEmpty();
    assertThat(service.find(BOT, job.id()).orElseThrow().completedAt()).isPresent();
  }

  @Test
  void theSessionsOfARemovedBotAreClosedToo() {
    start("10:00", 1);
    ClosingJob job = started(selected(ALL));
    registry.removeBot(BOT.id());

    assertThat(run(conversation.store).closed()).isEqualTo(1);
    assertThat(service.find(BOT, job.id()).orElseThrow().completedAt()).isPresent();
  }

  @Test
  void theDueEntryOfANudgeIsNoSecondSession() {
    SessionId session = start("10:00", 1);
    conversation.store.put(
        new DueConversations.Entry(
            key(1),
            session,
            new AwaitedSilence.OfNudge(),
            at("10:00"),
            RecordedConversation.TODAY,
            0));

    assertThat(selected(ALL)).containsExactly(session);
    started(Set.of(session));
    assertThat(run(conversation.store).closed()).isEqualTo(1);
  }

  @Test
  void moreThanOneJobClosesIsRefused() {
    List<DueConversations.Entry> entries =
        IntStream.rangeClosed(0, ClosingJobService.MAX_SESSIONS)
            .mapToObj(
                number ->
                    new DueConversations.Entry(
                        key(number),
                        SessionId.of(at("10:00"), number),
                        new AwaitedSilence.OfBot(),
                        at("10:00"),
                        RecordedConversation.TODAY,
                        0))
            .toList();
    DueConversations crowded =
        new ForwardingDueConversations(conversation.store) {
          @Override
          public Page readAll(BotId bot, int shard, Optional<String> token, int limit) {
            return new Page(
                shard == 0 ? entries : List.of(), List.of(), Optional.empty(), Optional.empty());
          }
        };
    ClosingJobService crowdedService =
        new ClosingJobService(crowded, conversation.store, jobs, CLOCK, UUID::randomUUID);

    assertThat(crowdedService.select(BOT, ALL))
        .isEqualTo(new ClosingJobService.Selection.TooMany());
    assertThat(
            crowdedService.select(BOT, HistoryFilter.of(new TimeWindow(at("11:00"), at("12:00")))))
        .isEqualTo(new ClosingJobService.Selection.Sessions(Set.of()));
  }

  private SessionId start(String time, int number) {
    return conversation.send(user(time).in(key(number)));
  }

  private void close(int number) {
    sessionCloser(conversation.store, conversation.store)
        .closeByApi(BOT, "user-" + number, Optional.empty(), Optional.empty());
  }

  private Set<SessionId> selected(HistoryFilter filter) {
    return switch (service.select(BOT, filter)) {
      case ClosingJobService.Selection.Sessions(Set<SessionId> sessions) -> sessions;
      case ClosingJobService.Selection.TooMany() -> throw new AssertionError("too many");
    };
  }

  private ClosingJob started(Set<SessionId> sessions) {
    return switch (service.start(BOT, sessions)) {
      case ClosingJobService.Result.Started(ClosingJob job) -> job;
      case ClosingJobService.Result.Busy(ClosingJob job) ->
          throw new AssertionError("busy: " + job);
    };
  }

  private ClosingJobRunner.Report run(Conversations conversations) {
    return runner(conversations).run(() -> true);
  }

  private ClosingJobRunner runner(Conversations conversations) {
    return new ClosingJobRunner(
        registry,
        conversation.store,
        sessionCloser(conversations, conversation.store),
        jobs,
        CLOCK);
  }

  private ClosingJobService service(Conversations conversations) {
    return new ClosingJobService(conversation.store, conversations, jobs, CLOCK, UUID::randomUUID);
  }

  private SessionCloser sessionCloser(Conversations conversations, DueConversations due) {
    return new SessionCloser(
        conversations, due, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.immediate());
  }

  private static ConversationKey key(int number) {
    return new ConversationKey(BOT.id(), "user-" + number, "rtm");
  }
}
