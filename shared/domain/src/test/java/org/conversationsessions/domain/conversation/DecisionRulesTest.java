package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.debugLog;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules that outcomes name for debug logs (contract, sections 7 and 18). */
class DecisionRulesTest {
  private final TestConversation conversation = TestConversation.proactive();
  private final TestConversation patient = TestConversation.notProactive();

  @Nested
  @DisplayName("the session of an event")
  class OfSession {
    @Test
    void theFirstEventStartsAndTheNextContinues() {
      assertThat(rule(conversation, user("10:00"))).isEqualTo(SessionRule.STARTS);
      assertThat(rule(conversation, bot("10:14"))).isEqualTo(SessionRule.CONTINUES);
      assertThat(rule(conversation, user("10:13"))).isEqualTo(SessionRule.CONTINUES);
    }

    @Test
    void afterInactivityTheIntentOrItsAbsenceDecides() {
      patient.send(user("10:00").intent("fly"));
      assertThat(rule(patient, bot("10:15"))).isEqualTo(SessionRule.NOT_BY_USER);
      // It is late, so it splits nothing.
      assertThat(rule(patient, bot("10:14"))).isEqualTo(SessionRule.CONTINUES);
      assertThat(rule(patient, user("10:15"))).isEqualTo(SessionRule.NO_INTENT);
      assertThat(rule(patient, user("10:30").intent("fly"))).isEqualTo(SessionRule.SAME_INTENT);
      assertThat(rule(patient, user("10:45").intent("stay"))).isEqualTo(SessionRule.STARTS);
    }

    @Test
    void aLateEventFallsIntoASessionOrPrecedesOne() {
      conversation.send(user("10:00"));
      conversation.send(user("11:00"));

      assertThat(rule(conversation, bot("10:05"))).isEqualTo(SessionRule.FALLS_INTO_ENDED);
      assertThat(rule(conversation, bot("10:50"))).isEqualTo(SessionRule.PRECEDES_SESSION);
    }

    @Test
    void anEventBeforeTheLastClosedSessionPrecedesIt() {
      conversation.send(user("10:00"));
      conversation.close();

      assertThat(rule(conversation, bot("09:55"))).isEqualTo(SessionRule.PRECEDES_SESSION);
    }

    @Test
    void afterTheLastSessionOnlyUserTagsCount() {
      conversation.send(user("10:00"));

      assertThat(rule(conversation, event(ActivityType.TAGS, "11:00").userTag("a", "b")))
          .isEqualTo(SessionRule.USER_TAGS_ONLY);
      assertThat(rule(conversation, event(ActivityType.DISCARD, "12:00")))
          .isEqualTo(SessionRule.NO_SESSION);
    }

    @Test
    void everyRuleHasAName() {
      assertThat(SessionRule.values())
          .extracting(SessionRule::wire)
          .containsExactly(
              "starts",
              "continues",
              "notByUser",
              "sameIntent",
              "noIntent",
              "fallsIntoEnded",
              "precedesSession",
              "userTagsOnly",
              "noSession");
    }
  }

  @Nested
  @DisplayName("the containment of a session that closes")
  class OfContainment {
    @Test
    void anAgentDecidesFirst() {
      conversation.send(
          event(ActivityType.TASK_STARTED, "10:00"), event(ActivityType.AGENT_TRANSFER, "10:01"));
      assertThat(closing(conversation)).isEqualTo(ContainmentRule.AGENT_TRANSFER);
    }

    @Test
    void thenNoCompletedTask() {
      conversation.send(
          event(ActivityType.TASK_STARTED, "10:00"), event(ActivityType.TASK_FAILED, "10:01"));
      assertThat(closing(conversation)).isEqualTo(ContainmentRule.NO_TASK_COMPLETED);
    }

    @Test
    void thenAFailedLastTask() {
      conversation.send(
          connect("10:00"),
          event(ActivityType.TASK_COMPLETED, "10:01"),
          event(ActivityType.TASK_FAILED, "10:02"),
          event(ActivityType.INTENT_NOT_IDENTIFIED, "10:03"));
      assertThat(closing(conversation)).isEqualTo(ContainmentRule.LAST_TASK_FAILED);
    }

    @Test
    void thenAnIntentThatWasNotIdentified() {
      conversation.send(user("10:00"), event(ActivityType.INTENT_NOT_IDENTIFIED, "10:01"));
      assertThat(closing(conversation)).isEqualTo(ContainmentRule.NOT_UNDERSTOOD);
    }

    @Test
    void thenAMissingAnswer() {
      conversation.send(user("10:00"));
      assertThat(closing(conversation)).isEqualTo(ContainmentRule.UNANSWERED);
    }

    @Test
    void otherwiseTheSessionIsContained() {
      conversation.send(user("10:00"), bot("10:01"));
      assertThat(closing(conversation)).isEqualTo(ContainmentRule.CONTAINED);
    }

    @Test
    void theRuleGivesTheContainmentOfTheClosedSession() {
      conversation.send(user("10:00"));
      Lifecycle.ClosingResult closed = close(conversation);

      assertThat(closed.session().containment()).isEqualTo(closed.rule().containment());
      assertThat(ContainmentRule.values())
          .extracting(ContainmentRule::wire)
          .containsExactly(
              "agentTransfer",
              "noTaskCompleted",
              "lastTaskFailed",
              "notUnderstood",
              "unanswered",
              "contained");
    }
  }

  @Test
  void anEventThatClosesASessionSaysHowEvenIfItStartsNone() {
    conversation.send(user("10:00"));
    EventOutcome.Applied started = applied(conversation, refresh("10:05"));
    assertThat(started.closed().map(Lifecycle.ClosingResult::rule))
        .contains(ContainmentRule.UNANSWERED);
    assertThat(started.closed().map(closed -> closed.live().session().id()))
        .contains(started.changedSessions().getFirst().id());

    EventOutcome.Applied tagged =
        applied(conversation, event(ActivityType.TAGS, "11:00").userTag("a", "b"));
    assertThat(tagged.closed()).isPresent();
    assertThat(applied(conversation, user("11:01")).closed()).isEmpty();
  }

  @Test
  void aDiscardThatClosesTheSessionItFallsIntoSaysHow() {
    conversation.send(user("10:00"));
    // The bot's message moves the end, so the discard comes soon after it.
    conversation.send(bot("10:10"));

    EventOutcome.Applied discard = applied(conversation, event(ActivityType.DISCARD, "10:16"));

    assertThat(discard.rule()).isEqualTo(SessionRule.FALLS_INTO_ENDED);
    assertThat(discard.closed()).isPresent();
  }

  @Test
  void aDebugLogChangesNothingAndNamesTheLiveSession() {
    assertThat(conversation.trySend(debugLog("09:00", "Node", "{}")))
        .isEqualTo(new EventOutcome.Logged(null));
    SessionId session = conversation.send(user("10:00"));
    Conversation before = conversation.state();

    assertThat(conversation.trySend(debugLog("12:00", "Node", "{}").id("d")))
        .isEqualTo(new EventOutcome.Logged(session));
    // It is not remembered, so it is no repetition.
    assertThat(conversation.trySend(debugLog("12:00", "Node", "{}").id("d")))
        .isEqualTo(new EventOutcome.Logged(session));
    assertThat(conversation.state()).isEqualTo(before);
  }

  @Test
  void aClosingSaysWhetherTheBotKeptADebugLog() {
    conversation.send(user("10:00"));
    assertThat(close(conversation).session().closing().orElseThrow().debugLogs()).isFalse();

    TestConversation logged = TestConversation.proactive();
    logged.change(new BotSettings(true, Duration.ofMinutes(15), "en").withDebugLogs(true));
    logged.send(user("10:00"));
    assertThat(close(logged).session().closing().orElseThrow().debugLogs()).isTrue();
  }

  private static SessionRule rule(TestConversation conversation, TestEventBuilder event) {
    return applied(conversation, event).rule();
  }

  private static EventOutcome.Applied applied(
      TestConversation conversation, TestEventBuilder event) {
    return (EventOutcome.Applied) conversation.trySend(event);
  }

  private static ContainmentRule closing(TestConversation conversation) {
    return close(conversation).rule();
  }

  private static Lifecycle.ClosingResult close(TestConversation conversation) {
    Optional<Lifecycle.ClosingResult> closed = conversation.closing(CloseReason.API);
    return closed.orElseThrow();
  }
}
