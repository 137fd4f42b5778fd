package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.junit.jupiter.api.Test;

/** A sweep over all bots: what it closes, skips and reports (contract, sections 7 and 9). */
class InactivitySweeperTest {
  private static final Clock CLOCK = Clock.fixed(RecordedConversation.TODAY, ZoneOffset.UTC);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final BotId FIRST = new BotId("st-1");
  private static final BotId SECOND = new BotId("st-2");
  private static final InactivitySweeper.Report ONE_CLOSED =
      new InactivitySweeper.Report(1, 0, 0, 0, List.of(), true, Optional.empty());
  private static final InactivitySweeper.Report IDLE =
      new InactivitySweeper.Report(0, 0, 0, 0, List.of(), true, Optional.empty());

  private final RecordedConversation conversation = RecordedConversation.proactive();
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private int versions;

  InactivitySweeperTest() {
    set(FIRST, BotSettings.DEFAULT);
    set(SECOND, BotSettings.DEFAULT);
  }

  @Test
  void closesOnlySessionsInactiveForTheGracePeriod() {
    conversation.send(user("10:00"));

    assertThat(run("10:15:29.999")).isEqualTo(IDLE);
    assertThat(run("10:15:30")).isEqualTo(ONE_CLOSED);
    assertThat(run("10:15:30")).isEqualTo(IDLE);
  }

  @Test
  void closesTheLiveSessionsOfARemovedBotWhateverItsSettings() {
    conversation.send(user("10:00"), user("10:00").in(key(SECOND, 1)));
    set(SECOND, new BotSettings(false, Duration.ofMinutes(15), "en"));
    registry.removeBot(FIRST);
    assertThat(run("10:15:30")).isEqualTo(ONE_CLOSED);

    registry.removeBot(SECOND);

    assertThat(run("10:15:29.999")).isEqualTo(IDLE);
    assertThat(run("10:15:30")).isEqualTo(ONE_CLOSED);
    assertThat(conversation.sessions()).allMatch(s -> s.status() == SessionStatus.CLOSED);
  }

  @Test
  void reschedulesUsersWhoWereActiveAndClosesTheirSessionsInTime() {
    conversation.send(user("10:00"), user("10:10"));

    assertThat(run("10:16"))
        .isEqualTo(new InactivitySweeper.Report(0, 0, 1, 0, List.of(), true, Optional.empty()));
    assertThat(run("10:16")).isEqualTo(IDLE);
    assertThat(run("10:25:29")).isEqualTo(IDLE);
    assertThat(run("10:25:30")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void processesAllPagesOfAllBots() {
    for (int i = 0; i < 25; i++) {
      conversation.send(user("10:00").in(key(FIRST, i)), user("10:00").in(key(SECOND, i)));
    }

    assertThat(run("11:00").closed()).isEqualTo(50);
    assertThat(conversation.sessions()).allMatch(s -> s.status() == SessionStatus.CLOSED);
  }

  @Test
  void endsEarlyOnRequestAndTheNextSweepContinues() {
    for (int i = 0; i < 25; i++) {
      conversation.send(user("10:00").in(key(FIRST, i)));
    }
    // The other bot, which has nothing due, may be asked first.
    AtomicInteger pages = new AtomicInteger(2);

    InactivitySweeper.Report report =
        sweep(conversation.store).run(at("11:00"), () -> pages.getAndDecrement() > 0);

    assertThat(report.finished()).isFalse();
    assertThat(report.closed()).isBetween(10, 20);
    assertThat(report.failed()).isZero();
    InactivitySweeper.Report next = run("11:01");
    assertThat(next.finished()).isTrue();
    assertThat(report.closed() + next.closed()).isEqualTo(25);
  }

  @Test
  void aSweepWithoutTimeDoesNothing() {
    conversation.send(user("10:00"));

    InactivitySweeper.Report report = sweep(conversation.store).run(at("11:00"), () -> false);

    assertThat(report.closed()).isZero();
    assertThat(report.finished()).isFalse();
  }

  @Test
  void oneConversationThatFailsDoesNotStopTheOthersAndStaysDue() {
    for (int i = 0; i < 12; i++) {
      conversation.send(user("10:00").in(key(FIRST, i)));
    }
    Conversations failing =
        new LimitedConversations(conversation.store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            if (next.key().equals(key(FIRST, 3))) {
              throw new StoreException("this one fails");
            }
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    InactivitySweeper.Report report = sweep(failing).run(at("11:00"), () -> true);

    assertThat(report.closed()).isEqualTo(11);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
    assertThat(report.failure().orElseThrow()).hasMessage("this one fails");
    assertThat(run("11:01")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void anUnreadablePageStopsItsBotOnlyAndTheSweepIsUnfinished() {
    conversation.send(user("10:00"), user("10:00").in(key(SECOND, 0)));
    Conversations failing =
        new LimitedConversations(conversation.store) {
          @Override
          public Map<ConversationKey, Conversation> readEventually(
              Collection<ConversationKey> keys) {
            if (keys.iterator().next().bot().equals(FIRST)) {
              throw new StoreException("no read");
            }
            return super.readEventually(keys);
          }
        };

    InactivitySweeper.Report report = sweep(failing).run(at("11:00"), () -> true);

    assertThat(report.closed()).isEqualTo(1);
    assertThat(report.finished()).isFalse();
    assertThat(report.failure().orElseThrow()).hasMessage("no read");
    assertThat(run("11:01")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void unreadableItemsStopNothingElseAndFailNoSweep() {
    for (int i = 0; i < 3; i++) {
      conversation.send(user("10:00").in(key(FIRST, i)));
    }
    Conversations damaged =
        new LimitedConversations(conversation.store) {
          @Override
          public Map<ConversationKey, Conversation> readEventually(
              Collection<ConversationKey> keys) {
            Map<ConversationKey, Conversation> found = new HashMap<>(super.readEventually(keys));
            found.remove(key(FIRST, 1));
            return found;
          }

          @Override
          public Conversation readConsistently(ConversationKey key) {
            throw new UnreadableItemException("a stored conversation cannot be read");
          }
        };

    InactivitySweeper.Report report = sweep(damaged).run(at("11:00"), () -> true);

    assertThat(report.closed()).isEqualTo(2);
    assertThat(report.failed()).isZero();
    assertThat(report.failure()).isEmpty();
    assertThat(report.finished()).isTrue();
    assertThat(report.unreadable())
        .extracting(Throwable::getMessage)
        .containsExactly("a stored conversation cannot be read");
    assertThat(conversation.store.due()).hasSize(1);
  }

  @Test
  void concurrentSweepsCloseEachSessionOnce() throws Exception {
    for (int i = 0; i < 60; i++) {
      conversation.send(user("10:00").in(key(FIRST, i)));
    }
    Callable<InactivitySweeper.Report> run = () -> run("11:00");
    int closed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<InactivitySweeper.Report> report :
          threads.invokeAll(List.of(run, run, run, run))) {
        assertThat(report.get().failed()).isZero();
        closed += report.get().closed();
      }
    }
    assertThat(closed).isEqualTo(60);
  }

  @Test
  void aShorterDurationClosesLiveSessionsAtTheNextSweep() {
    conversation.send(user("10:00"));
    set(FIRST, new BotSettings(true, Duration.ofMinutes(5), "en"));

    assertThat(run("10:05:29.999")).isEqualTo(IDLE);
    assertThat(run("10:05:30")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void aLongerDurationKeepsLiveSessionsOpen() {
    conversation.send(user("10:00"));
    set(FIRST, new BotSettings(true, Duration.ofMinutes(60), "en"));

    assertThat(run("11:00:29.999")).isEqualTo(IDLE);
    assertThat(run("11:00:30")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void eachChannelHasItsOwnDuration() {
    setChannels(Map.of("web", 5, "sms", 60));
    conversation.send(user("10:00").in(on("web")), user("10:00").in(on("sms")), user("10:00"));

    assertThat(run("10:05:29.999")).isEqualTo(IDLE);
    assertThat(run("10:05:30")).isEqualTo(ONE_CLOSED);
    assertThat(run("10:15:29.999")).isEqualTo(IDLE);
    assertThat(run("10:15:30")).isEqualTo(ONE_CLOSED);
    assertThat(run("11:00:29.999")).isEqualTo(IDLE);
    assertThat(run("11:00:30")).isEqualTo(ONE_CLOSED);
    assertThat(conversation.store.due()).isEmpty();
  }

  @Test
  void aChannelsChangedDurationAppliesToLiveSessionsAtTheNextSweep() {
    conversation.send(user("10:00").in(on("web")), user("10:00").in(on("sms")), user("10:00"));
    assertThat(run("10:04")).isEqualTo(IDLE);

    setChannels(Map.of("web", 5, "sms", 10));
    assertThat(run("10:05:30")).isEqualTo(ONE_CLOSED);
    setChannels(Map.of("sms", 30));
    assertThat(run("10:10:30")).isEqualTo(IDLE);
    assertThat(run("10:15:30")).isEqualTo(ONE_CLOSED);
    setChannels(Map.of());
    assertThat(run("10:16")).isEqualTo(ONE_CLOSED);
    assertThat(conversation.store.due()).isEmpty();
  }

  @Test
  void entriesAreFiledAnewOnceMoreForWritersWithEarlierSettings() {
    setChannels(Map.of("web", 5));
    assertThat(run("10:00")).isEqualTo(IDLE);
    conversation.change(BotSettings.DEFAULT);
    conversation.send(user("10:01").in(on("web")));

    assertThat(run("10:04:59")).isEqualTo(IDLE);
    assertThat(conversation.store.due())
        .extracting(DueConversations.Entry::awaited)
        .containsExactly(new AwaitedSilence.OfBot());
    assertThat(run("10:05")).isEqualTo(IDLE);
    assertThat(conversation.store.due())
        .extracting(DueConversations.Entry::awaited)
        .containsExactly(new AwaitedSilence.OfChannels(Duration.ofMinutes(5)));
    assertThat(run("10:06:30")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void filingThatEndsEarlyOrFailsIsDoneByTheNextSweep() {
    for (int i = 0; i < 12; i++) {
      conversation.send(user("10:00").in(new ConversationKey(FIRST, "user-" + i, "web")));
    }
    setChannels(Map.of("web", 5));
    AtomicInteger puts = new AtomicInteger();
    DueConversations failing =
        new ForwardingDueConversations(conversation.store) {
          @Override
          public void put(Entry entry) {
            if (puts.incrementAndGet() == 5) {
              throw new StoreException("this one fails");
            }
            super.put(entry);
          }
        };

    InactivitySweeper.Report failed =
        sweep(conversation.store, failing).run(at("10:05:30"), () -> true);
    AtomicInteger pages = new AtomicInteger(1);
    InactivitySweeper.Report early =
        sweep(conversation.store).run(at("10:05:30"), () -> pages.getAndDecrement() > 0);

    assertThat(failed.finished()).isFalse();
    assertThat(failed.failure().orElseThrow()).hasMessage("this one fails");
    assertThat(early.finished()).isFalse();
    assertThat(run("10:05:30").closed()).isEqualTo(12);
    assertThat(conversation.store.due()).isEmpty();
  }

  @Test
  void aBotIsSkippedWhileItDoesNotCloseProactively() {
    conversation.send(user("10:00"));
    set(FIRST, new BotSettings(false, Duration.ofMinutes(5), "en"));
    assertThat(run("23:00")).isEqualTo(IDLE);

    set(FIRST, BotSettings.DEFAULT);
    assertThat(run("23:00")).isEqualTo(ONE_CLOSED);
  }

  @Test
  void aMessageFromBeforeTheStartDoesNotHideASessionFromTheSweep() {
    conversation.send(TestEventBuilder.bot("10:15"), user("10:05"));

    assertThat(run("10:30:29.999")).isEqualTo(IDLE);
    assertThat(run("10:30:30")).isEqualTo(ONE_CLOSED);
  }

  private void setChannels(Map<String, Integer> minutes) {
    Map<String, Duration> channels = new HashMap<>();
    minutes.forEach((channel, own) -> channels.put(channel, Duration.ofMinutes(own)));
    BotSettings settings =
        BotSettings.DEFAULT.withChannelInactivity(new ChannelInactivity(channels));
    set(FIRST, settings);
    conversation.change(settings);
  }

  private static ConversationKey on(String channel) {
    return new ConversationKey(FIRST, "user-1", channel);
  }

  private void set(BotId bot, BotSettings settings) {
    registry.put(new Bot(bot, "account", settings.withVersion(versions++)));
  }

  private InactivitySweeper.Report run(String now) {
    return sweep(conversation.store).run(at(now), () -> true);
  }

  private InactivitySweeper sweep(Conversations conversations) {
    return sweep(conversations, conversation.store);
  }

  private InactivitySweeper sweep(Conversations conversations, DueConversations due) {
    SessionCloser closer =
        new SessionCloser(
            conversations, due, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.immediate());
    return new InactivitySweeper(registry, due, conversations, closer, GRACE, 10);
  }

  private static ConversationKey key(BotId bot, int user) {
    return new ConversationKey(bot, "user-" + user, "rtm");
  }
}
