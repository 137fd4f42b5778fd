package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.conversationsessions.domain.conversation.TestEventBuilder.HERE;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.FlakyConversations;
import org.conversationsessions.application.conversation.LimitedConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.RecordedConversation;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.Test;

/**
 * Which sessions a call closes (contract, section 4) and which ones a sweep closes (contract,
 * section 7), and what becomes of their due entries.
 */
class SessionCloserTest {
  private static final Clock CLOCK = Clock.fixed(RecordedConversation.TODAY, ZoneOffset.UTC);
  private static final Bot BOT = new Bot(HERE.bot(), "account", BotSettings.DEFAULT);
  private static final ConversationKey MAIL =
      new ConversationKey(HERE.bot(), HERE.userId(), "email");
  private static final ConversationKey OTHER_USER =
      new ConversationKey(HERE.bot(), "other", HERE.channel());

  private final RecordedConversation conversation = RecordedConversation.proactive();

  @Test
  void closesEveryChannelOfTheUserAndNobodyElses() {
    conversation.send(user("10:00"), user("10:00").in(MAIL), user("10:00").in(OTHER_USER));

    assertThat(close(conversation.store, Optional.empty(), Optional.empty())).isEqualTo(2);
    assertThat(close(conversation.store, Optional.empty(), Optional.empty())).isZero();

    assertThat(status(HERE)).isEqualTo(SessionStatus.CLOSED);
    assertThat(status(MAIL)).isEqualTo(SessionStatus.CLOSED);
    assertThat(status(OTHER_USER)).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void closesTheChannelNamedOnly() {
    conversation.send(user("10:00"), user("10:00").in(MAIL));

    assertThat(close(conversation.store, Optional.of("email"), Optional.empty())).isEqualTo(1);

    assertThat(status(HERE)).isEqualTo(SessionStatus.ACTIVE);
    assertThat(status(MAIL)).isEqualTo(SessionStatus.CLOSED);
  }

  @Test
  void closesTheSessionNamedOnly() {
    SessionId here = conversation.send(user("10:00"));
    SessionId mail = conversation.send(user("10:00").in(MAIL));

    assertThat(close(conversation.store, Optional.empty(), Optional.of(mail))).isEqualTo(1);
    assertThat(close(conversation.store, Optional.of("email"), Optional.of(here))).isZero();

    assertThat(status(HERE)).isEqualTo(SessionStatus.ACTIVE);
    assertThat(status(MAIL)).isEqualTo(SessionStatus.CLOSED);
  }

  @Test
  void whenNothingIsLiveNothingIsWritten() {
    assertThat(close(conversation.store, Optional.empty(), Optional.empty())).isZero();
    assertThat(close(conversation.store, Optional.of("rtm"), Optional.empty())).isZero();
    assertThat(conversation.store.commits()).isZero();
  }

  @Test
  void aClosingThatConflictsWithAnEventClosesTheSessionWithThatEvent() {
    conversation.send(user("10:00"));
    Conversations contended = sending(bot("10:01"));

    assertThat(close(contended, Optional.empty(), Optional.empty())).isEqualTo(1);

    assertThat(conversation.only().messages()).isEqualTo(2);
    assertThat(conversation.only().status()).isEqualTo(SessionStatus.CLOSED);
  }

  @Test
  void aClosingThatConflictsWithAnotherFindsTheSessionClosed() {
    conversation.send(user("10:00"));
    Conversations contended =
        new LimitedConversations(conversation.store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            conversation.close();
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    assertThat(close(contended, Optional.empty(), Optional.empty())).isZero();
    assertThat(conversation.only().status()).isEqualTo(SessionStatus.CLOSED);
  }

  @Test
  void aClosingDoesNotAffectTheNextSession() {
    conversation.send(user("10:00"));
    Conversations contended = sending(TestEventBuilder.refresh("10:05"));

    assertThat(close(contended, Optional.empty(), Optional.empty())).isZero();

    assertThat(conversation.sessions()).hasSize(2);
    assertThat(conversation.sessions().getFirst().closing().orElseThrow().reason())
        .isEqualTo(CloseReason.REFRESH);
    assertThat(conversation.sessions().getLast().status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aFailureOfTheStoreIsNeverReportedAsSuccess() {
    conversation.send(user("10:00"));
    for (int call = 0; call < 2; call++) {
      FlakyConversations flaky = new FlakyConversations(conversation.store, call, false);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> close(flaky, Optional.empty(), Optional.empty()));
      assertThat(conversation.only().status()).isEqualTo(SessionStatus.ACTIVE);
    }
  }

  @Test
  void aSweepClosesAtTheInstantOfInactivityAndNotBefore() {
    conversation.send(user("10:00"));

    assertThat(sweep("10:14:59.999")).isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(sweep("10:15")).isEqualTo(SessionCloser.SweepResult.CLOSED);
    assertThat(sweep("10:15")).isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(conversation.only().closing().orElseThrow().reason())
        .isEqualTo(CloseReason.INACTIVITY);
    assertThat(conversation.only().endTime()).isEqualTo(at("10:00"));
  }

  @Test
  void aSweepLeavesSessionsAloneUnlessTheBotClosesProactively() {
    RecordedConversation notProactive = RecordedConversation.notProactive();
    notProactive.send(user("10:00"));

    assertThat(notProactive.sweep("23:00")).isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(notProactive.only().closing()).isEmpty();
  }

  @Test
  void aSweepReschedulesTheEntryOfAnActiveUserOnce() {
    conversation.send(user("10:00"), user("10:10"), bot("10:12"));

    assertThat(sweep("10:20")).isEqualTo(SessionCloser.SweepResult.RESCHEDULED);
    assertThat(sweep("10:20")).isEqualTo(SessionCloser.SweepResult.KEPT);

    assertThat(due("10:09:59.999")).isEmpty();
    assertThat(due("10:10")).containsExactly(HERE);
  }

  @Test
  void messagesDoNotMoveTheIndex() {
    conversation.send(user("10:00"), user("10:10"));

    assertThat(due("10:00")).containsExactly(HERE);
  }

  @Test
  void aClosingRemovesTheEntry() {
    conversation.send(user("10:00"), user("10:10"));
    assertThat(sweep("10:20")).isEqualTo(SessionCloser.SweepResult.RESCHEDULED);
    assertThat(sweep("10:25")).isEqualTo(SessionCloser.SweepResult.CLOSED);
    assertThat(conversation.store.due()).isEmpty();

    conversation.send(user("11:00"));
    conversation.close();
    assertThat(conversation.store.due()).isEmpty();

    conversation.send(user("12:00"), user("13:00"), TestEventBuilder.refresh("13:01"));
    assertThat(conversation.store.due())
        .extracting(entry -> entry.inactivityStart())
        .containsExactly(at("13:01"));
  }

  @Test
  void anEntryLeftByACrashedCloserIsRemovedOnceItIsOld() {
    DueConversations.Entry young =
        new DueConversations.Entry(
            HERE,
            TestIds.counting().startingAt(at("09:00")),
            new AwaitedSilence.OfBot(),
            at("09:00"),
            RecordedConversation.TODAY.minus(Duration.ofMinutes(15)),
            0);
    conversation.store.put(young);
    assertThat(sweep("12:00")).isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(conversation.store.due()).containsExactly(young);

    DueConversations.Entry old =
        new DueConversations.Entry(
            HERE,
            young.session(),
            young.awaited(),
            young.inactivityStart(),
            RecordedConversation.TODAY.minus(Duration.ofMinutes(16)),
            0);
    conversation.store.put(old);
    assertThat(sweep("12:00")).isEqualTo(SessionCloser.SweepResult.REMOVED);
    assertThat(conversation.store.due()).isEmpty();
  }

  @Test
  void aSessionStartsOnlyAfterItsEntryIsWritten() {
    LimitedConversations noSessions =
        new LimitedConversations(conversation.store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            assertThat(conversation.store.due()).hasSize(1);
            throw new StoreException("the process died here");
          }
        };
    new Recorder(
            noSessions,
            conversation.store,
            TestTranscripts.NONE,
            TestIds.counting(),
            CLOCK,
            BackoffPolicy.immediate())
        .record(TestBots.ANY, List.of(user("10:00").build()));

    assertThat(conversation.store.due()).hasSize(1);
    assertThat(conversation.sessions()).isEmpty();
  }

  @Test
  void aSweepThatConflictsWithTheUsersMessageDoesNotClose() {
    conversation.send(user("10:00"));
    Conversations contended = sending(user("10:14"));
    Conversation seen = conversation.store.readConsistently(HERE);

    SessionCloser.SweepResult swept =
        closer(contended).sweep(entry(), seen, TestBots.ANY, at("10:15"));

    assertThat(swept).isEqualTo(SessionCloser.SweepResult.RESCHEDULED);
    assertThat(conversation.only().status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aSweepThatConflictsWithAClosingFindsNothing() {
    conversation.send(user("10:00"));
    Conversation seen = conversation.store.readConsistently(HERE);
    DueConversations.Entry entry = entry();
    conversation.close();

    assertThat(closer(conversation.store).sweep(entry, seen, TestBots.ANY, at("10:15")))
        .isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(conversation.only().closing().orElseThrow().reason()).isEqualTo(CloseReason.API);
  }

  @Test
  void aSweepFollowsThePresentSettings() {
    conversation.send(user("10:00"));
    Conversation seen = conversation.store.readConsistently(HERE);

    assertThat(
            closer(conversation.store)
                .sweep(
                    entry(),
                    seen,
                    TestBots.with(new BotSettings(true, Duration.ofHours(1), "en")),
                    at("10:59:59")))
        .isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(
            closer(conversation.store)
                .sweep(
                    entry(),
                    seen,
                    TestBots.with(new BotSettings(false, Duration.ofMinutes(5), "en")),
                    at("23:00")))
        .isEqualTo(SessionCloser.SweepResult.KEPT);
    assertThat(
            closer(conversation.store)
                .sweep(
                    entry(),
                    seen,
                    TestBots.with(new BotSettings(true, Duration.ofMinutes(5), "fr")),
                    at("10:05")))
        .isEqualTo(SessionCloser.SweepResult.CLOSED);
    assertThat(conversation.only().closing().orElseThrow().defaultLanguage()).isEqualTo("fr");
  }

  private DueConversations.Entry entry() {
    assertThat(conversation.store.due()).hasSize(1);
    return conversation.store.due().getFirst();
  }

  private SessionCloser.SweepResult sweep(String time) {
    return conversation.sweep(time);
  }

  private List<ConversationKey> due(String latestInactivityStart) {
    return conversation
        .store
        .readInactiveSince(
            HERE.bot(),
            0,
            new AwaitedSilence.OfBot(),
            at(latestInactivityStart),
            Optional.empty(),
            10)
        .entries()
        .stream()
        .map(DueConversations.Entry::key)
        .toList();
  }

  private SessionStatus status(ConversationKey key) {
    return conversation.sessions().stream()
        .filter(session -> session.conversation().equals(key))
        .findFirst()
        .orElseThrow()
        .status();
  }

  /** The conversation's store, in which another writer is faster once. */
  private Conversations sending(TestEventBuilder event) {
    boolean[] sent = new boolean[1];
    return new LimitedConversations(conversation.store) {
      @Override
      public Commit commit(
          Conversation next,
          Collection<Session> changedSessions,
          Collection<TranscriptPart> parts,
          Collection<DebugEntry> entries,
          Sharding sharding) {
        if (!sent[0]) {
          sent[0] = true;
          conversation.send(event);
        }
        return super.commit(next, changedSessions, parts, entries, sharding);
      }
    };
  }

  private int close(
      Conversations conversations, Optional<String> channel, Optional<SessionId> session) {
    return closer(conversations).closeByApi(BOT, HERE.userId(), channel, session);
  }

  private SessionCloser closer(Conversations conversations) {
    return new SessionCloser(
        conversations,
        conversation.store,
        TestTranscripts.NONE.parts(),
        CLOCK,
        BackoffPolicy.immediate());
  }
}
