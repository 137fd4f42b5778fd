package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.FlakyConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.conversation.LimitedConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.junit.jupiter.api.Test;

/**
 * Recording a request: the order of its results, conflicts, failures, and what it costs (contract,
 * section 6).
 */
class RecorderTest {
  private static final SessionIds IDS = TestIds.counting();
  private static final ConversationKey OTHER =
      new ConversationKey(new BotId("st-1"), "other", "rtm");

  private final InMemoryConversations store = new InMemoryConversations();

  @Test
  void answersInTheOrderSentAndAppliesAConversationsEventsInThatOrder() {
    List<RecordingResult> recorded =
        record(
            store, user("10:00"), user("10:00").in(OTHER), user("10:20"), bot("10:01").in(OTHER));

    assertThat(recorded).hasSize(4).allMatch(r -> r instanceof RecordingResult.InSession);
    assertThat(session(recorded, 0).status())
        .as("closed meanwhile")
        .isEqualTo(SessionStatus.CLOSED);
    assertThat(session(recorded, 2).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(session(recorded, 1)).isEqualTo(session(recorded, 3));
    assertThat(session(recorded, 0).session()).isNotEqualTo(session(recorded, 2).session());
  }

  @Test
  void eventsOfAConversationInOneRequestAreOneWrite() {
    FlakyConversations counted = new FlakyConversations(store, FlakyConversations.NEVER, false);

    record(counted, user("10:00"), bot("10:01"), user("10:20"), refresh("10:21"), bot("10:22"));

    assertThat(counted.calls()).containsExactly("readEventually", "commit");
    assertThat(store.sessions()).hasSize(3);
  }

  @Test
  void anOrdinaryEventIsOneEventualReadAndOneWriteAndARepeatedOneNoWrite() {
    record(store, user("10:00").id("a"));
    FlakyConversations counted = new FlakyConversations(store, FlakyConversations.NEVER, false);

    record(counted, bot("10:01"));
    record(counted, user("10:00").id("a"));

    assertThat(counted.calls()).containsExactly("readEventually", "commit", "readEventually");
  }

  @Test
  void aRepetitionWithinTheSameRequestCountsOnce() {
    List<RecordingResult> recorded = record(store, user("10:00").id("a"), user("10:05").id("a"));

    assertThat(recorded.getFirst()).isEqualTo(recorded.getLast());
    assertThat(store.sessions().getFirst().messages()).isEqualTo(1);
  }

  @Test
  void aRefusedEventDoesNotStopTheGoodOnesAroundIt() {
    List<RecordingResult> recorded = record(store, user("10:00"), bot("08:00"), bot("10:01"));

    assertThat(recorded.get(0)).isInstanceOf(RecordingResult.InSession.class);
    assertThat(recorded.get(1)).isInstanceOf(RecordingResult.Refused.class);
    assertThat(recorded.get(2)).isInstanceOf(RecordingResult.InSession.class);
    assertThat(store.sessions().getFirst().messages()).isEqualTo(2);
  }

  @Test
  void aStaleReadLosesItsWriteAndIsDecidedAnew() {
    record(store, user("10:00"));
    FlakyConversations lagging = new FlakyConversations(store, FlakyConversations.NEVER, false);
    lagging.readNothingEventually();

    record(lagging, bot("10:01"));

    assertThat(lagging.calls()).containsExactly("readEventually", "commit", "commit");
    assertThat(store.sessions()).hasSize(1);
    assertThat(store.sessions().getFirst().messages()).isEqualTo(2);
  }

  @Test
  void noEventIsRefusedAfterAnEventualReadOnly() {
    TestEventBuilder full = user("10:00");
    for (int i = 0; i < 50; i++) {
      full.userTag("u" + i, "v");
    }
    record(store, full);
    FlakyConversations lagging = new FlakyConversations(store, FlakyConversations.NEVER, false);

    List<RecordingResult> recorded = record(lagging, bot("10:01").userTag("more", "v"));

    assertThat(recorded.getFirst()).isInstanceOf(RecordingResult.Refused.class);
    assertThat(lagging.calls()).containsExactly("readEventually", "readConsistently");
  }

  @Test
  void adjacentSessionsAreReadWithThePresentState() {
    record(store, user("10:00"), user("11:00"));
    FlakyConversations counted = new FlakyConversations(store, FlakyConversations.NEVER, false);

    List<RecordingResult> recorded = record(counted, bot("10:01"));

    assertThat(counted.calls())
        .containsExactly("readEventually", "readConsistently", "past", "commit");
    assertThat(session(recorded, 0).status()).isEqualTo(SessionStatus.CLOSED);
  }

  @Test
  void aLateEventWithinARequestIsDecidedOnTheEventsBeforeIt() {
    List<RecordingResult> recorded =
        record(store, user("10:00"), user("11:00"), bot("10:01"), bot("11:01"));

    assertThat(session(recorded, 2).session()).isEqualTo(session(recorded, 0).session());
    assertThat(store.sessions()).extracting(Session::messages).containsExactly(2, 2);
  }

  @Test
  void aHundredEventsThatEachStartASessionStayWithinTheTransactionsOfAStore() {
    TestEventBuilder[] events = new TestEventBuilder[100];
    Arrays.setAll(
        events,
        i -> event(ActivityType.USER_MESSAGE, TestEventBuilder.at("00:00").plusSeconds(900L * i)));
    MessagePolicy keeping = new MessagePolicy(true, Optional.empty(), text -> text, "en");
    AtomicInteger largest = new AtomicInteger();
    Conversations strict =
        new LimitedConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            largest.accumulateAndGet(changedSessions.size() + parts.size(), Math::max);
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    List<RecordingResult> recorded =
        record(strict, new Transcripts(store, new InMemorySealer(), bot -> keeping), events);

    assertThat(recorded).allMatch(r -> r instanceof RecordingResult.InSession);
    assertThat(store.sessions()).hasSize(100);
    // All of the sessions are written, and all of their messages but those of the live one are
    // parts.
    assertThat(largest.get()).isBetween(70, Conversations.MAX_ITEMS);
  }

  @Test
  void anotherWritersEventInBetweenIsNeverLost() {
    record(store, connect("10:00"));
    AtomicInteger left = new AtomicInteger(5);
    Conversations contended =
        new LimitedConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            if (left.getAndDecrement() > 0) {
              RecorderTest.record(store, bot("10:01"));
            }
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    record(contended, user("10:02"), bot("10:03"));

    assertThat(store.sessions().getFirst().messages()).isEqualTo(7);
  }

  @Test
  void endlessConflictsFail() {
    Conversations hopeless =
        new LimitedConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            return new Commit.Conflict(readConsistently(next.key()));
          }
        };

    List<RecordingResult> recorded = record(hopeless, user("10:02"), bot("10:03"));

    assertThat(recorded).hasSize(2).allMatch(r -> r instanceof RecordingResult.Failed);
    assertThat(store.commits()).isZero();
  }

  @Test
  void aFailureAtAnyCallAffectsOneConversationAndARetryCountsOnce() {
    for (boolean afterEffect : new boolean[] {false, true}) {
      for (int failing = 1; failing < 12; failing++) {
        InMemoryConversations truth = new InMemoryConversations();
        record(truth, user("09:00").id("before"));
        FlakyConversations flaky = new FlakyConversations(truth, failing, afterEffect);
        TestEventBuilder[] events = {
          user("10:00").id("1"),
          bot("10:01").id("2"),
          bot("09:01").id("late"),
          user("11:00").id("3"),
          user("10:00").id("4").in(OTHER)
        };

        List<RecordingResult> first = record(flaky, events);
        List<RecordingResult> again = record(truth, events);

        String when = "call " + failing + (afterEffect ? " after its effect" : "");
        assertThat(again).as(when).allMatch(r -> r instanceof RecordingResult.InSession);
        for (int i = 0; i < events.length; i++) {
          if (first.get(i) instanceof RecordingResult.InSession in) {
            assertThat(session(again, i).session()).as(when).isEqualTo(in.session());
          } else {
            assertThat(first.get(i)).as(when).isInstanceOf(RecordingResult.Failed.class);
          }
        }
        assertThat(first.stream().map(RecordingResult::getClass).distinct().toList())
            .as(when + ": one conversation fails, the other does not")
            .contains(RecordingResult.InSession.class);
        assertThat(truth.sessions().stream().map(Session::messages).toList())
            .as(when)
            .containsExactlyInAnyOrder(2, 2, 1, 1);
      }
    }
  }

  @Test
  void theCallFailsIfTheFirstReadFails() {
    FlakyConversations flaky = new FlakyConversations(store, 0, false);

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> record(flaky, user("10:00")));
  }

  @Test
  void recordingNoEventsSucceeds() {
    assertThat(record(store)).isEmpty();
  }

  @Test
  void aRequestOfAHundredEventsOfOneConversationCountsOnceWhenItIsSentAgain() {
    InMemoryConversations store = new InMemoryConversations();
    TestEventBuilder[] events = new TestEventBuilder[100];
    for (int i = 0; i < events.length; i++) {
      events[i] = TestEventBuilder.user("10:00").id("e" + i);
    }
    List<RecordingResult> first = record(store, events);

    assertThat(record(store, events)).isEqualTo(first);
    assertThat(store.sessions().getFirst().messages()).isEqualTo(100);

    record(store, TestEventBuilder.user("10:01").id("one more"));
    assertThat(store.readConsistently(TestEventBuilder.HERE).recent().entries())
        .hasSize(RecentEvents.ALWAYS_REMEMBERED);
  }

  private static RecordingResult.InSession session(List<RecordingResult> recorded, int position) {
    return (RecordingResult.InSession) recorded.get(position);
  }

  private static List<RecordingResult> record(
      Conversations conversations, TestEventBuilder... events) {
    return record(conversations, TestTranscripts.NONE, events);
  }

  private static List<RecordingResult> record(
      Conversations conversations, Transcripts transcripts, TestEventBuilder... events) {
    List<ActivityEvent> built = new ArrayList<>();
    for (TestEventBuilder event : events) {
      built.add(event.build());
    }
    return new Recorder(
            conversations,
            new InMemoryConversations(),
            transcripts,
            IDS,
            Clock.fixed(RecordedConversation.TODAY, ZoneOffset.UTC),
            BackoffPolicy.immediate())
        .record(TestBots.ANY, built);
  }
}
