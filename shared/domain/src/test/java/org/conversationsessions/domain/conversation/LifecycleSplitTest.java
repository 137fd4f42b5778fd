package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When an event splits a session: inactivity in both modes, a new intent, a reload (contract,
 * section 7).
 */
class LifecycleSplitTest {
  private final TestConversation proactive = TestConversation.proactive();
  private final TestConversation notProactive = TestConversation.notProactive();

  @Nested
  class ByInactivity {
    @ParameterizedTest
    @EnumSource(value = ActivityType.class, mode = EnumSource.Mode.EXCLUDE, names = "DEBUG_LOG")
    void anEventAtTheInstantOfInactivityClosesTheSession(ActivityType type) {
      SessionId first = proactive.send(user("10:00"));

      SessionId counted = proactive.send(event(type, "10:15"));

      assertThat(reasonOfFirst(proactive)).isEqualTo(CloseReason.INACTIVITY);
      if (type.startsSession()) {
        assertThat(counted).isNotEqualTo(first);
        assertThat(counted.start()).isEqualTo(at("10:15"));
        assertThat(proactive.sessions().getFirst().endTime()).isEqualTo(at("10:00"));
      } else {
        // It still falls into the session that it closes: at most N minutes after its end.
        assertThat(counted).isEqualTo(first);
        assertThat(proactive.only().endTime()).isEqualTo(at(type.isTask() ? "10:15" : "10:00"));
      }
    }

    @ParameterizedTest
    @EnumSource(value = ActivityType.class, mode = EnumSource.Mode.EXCLUDE, names = "DEBUG_LOG")
    void anEventAMillisecondAfterTheInstantOfInactivityDoesNotCountInTheSessionThatItCloses(
        ActivityType type) {
      SessionId first = proactive.send(user("10:00"));

      proactive.trySend(event(type, "10:15:00.001"));

      assertThat(reasonOfFirst(proactive)).isEqualTo(CloseReason.INACTIVITY);
      assertThat(proactive.sessions().getFirst().endTime()).isEqualTo(at("10:00"));
      assertThat(proactive.sessions()).hasSize(type.startsSession() ? 2 : 1);
      if (type.startsSession()) {
        SessionId second = proactive.sessions().getLast().id();
        assertThat(second).isNotEqualTo(first);
        assertThat(second.start()).isEqualTo(at("10:15:00.001"));
      }
    }

    @ParameterizedTest
    @EnumSource(ActivityType.class)
    void anEventAMillisecondBeforeItContinuesTheSession(ActivityType type) {
      SessionId first = proactive.send(user("10:00"));

      assertThat(proactive.send(event(type, "10:14:59.999"))).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
      "USER_MESSAGE, true",
      "AUTHORIZATION, true",
      "BOT_MESSAGE, false",
      "AGENT_MESSAGE, false",
      "TASK_COMPLETED, false",
      "CONNECT, false",
      "TAGS, false",
      "AGENT_TRANSFER, false"
    })
    void onlyEventsOfTheEndUserKeepASessionOpen(ActivityType type, boolean keepsOpen) {
      SessionId first = proactive.send(user("10:00"), event(type, "10:14"));

      assertThat(proactive.send(bot("10:15")).equals(first)).isEqualTo(keepsOpen);
    }

    @Test
    void inactivityCountsFromTheStartWhileTheUserSaidNothing() {
      SessionId first = proactive.send(connect("10:00"), bot("10:05"));

      assertThat(proactive.send(user("10:14:59.999"))).isEqualTo(first);
      assertThat(proactive.send(bot("10:29:59.998"))).isEqualTo(first);
      assertThat(proactive.send(bot("10:29:59.999"))).isNotEqualTo(first);
    }

    @Test
    void anInactiveSessionThatIsReloadedEndsByInactivity() {
      proactive.send(user("10:00"), refresh("10:15"));

      assertThat(reasonOfFirst(proactive)).isEqualTo(CloseReason.INACTIVITY);
    }

    @Test
    void aChangedDurationAppliesToLiveSessions() {
      SessionId first = proactive.send(user("10:00"));
      proactive.change(new BotSettings(true, Duration.ofMinutes(60), "en"));
      assertThat(proactive.send(user("10:50"))).isEqualTo(first);
      proactive.change(new BotSettings(true, Duration.ofMinutes(5), "en"));
      assertThat(proactive.send(user("10:55"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"RTM, 5, 10:05", "rtm, 60, 11:00", "web, 5, 10:15"})
    void aChannelsOwnDurationHoldsOnThatChannel(String channel, int minutes, String inactiveAt) {
      proactive.change(
          BotSettings.DEFAULT.withChannelInactivity(
              new ChannelInactivity(Map.of(channel, Duration.ofMinutes(minutes)))));
      SessionId first = proactive.send(user("10:00"));

      assertThat(proactive.send(event(ActivityType.BOT_MESSAGE, at(inactiveAt).minusMillis(1))))
          .isEqualTo(first);
      assertThat(proactive.send(bot(inactiveAt))).isNotEqualTo(first);
    }

    @Test
    void aChannelsOwnDurationHoldsForLateEventsToo() {
      proactive.change(
          BotSettings.DEFAULT.withChannelInactivity(
              new ChannelInactivity(Map.of("rtm", Duration.ofMinutes(60)))));
      SessionId first = proactive.send(user("10:00"));
      proactive.close();

      assertThat(proactive.send(event(ActivityType.TASK_COMPLETED, "11:00"))).isEqualTo(first);
      assertThat(proactive.sendRefused(event(ActivityType.TASK_COMPLETED, "12:01")))
          .isEqualTo("no session is live");
      assertThat(proactive.send(user("09:01"))).isEqualTo(first);
    }

    @Test
    void aChangedModeAppliesToLiveSessions() {
      SessionId first = notProactive.send(user("10:00"), bot("11:00"));
      notProactive.change(BotSettings.DEFAULT);

      assertThat(notProactive.send(bot("11:01"))).isNotEqualTo(first);
      assertThat(reasonOfFirst(notProactive)).isEqualTo(CloseReason.INACTIVITY);
    }
  }

  @Nested
  class WhenNotProactive {
    @Test
    void theSameIntentContinues() {
      SessionId first = notProactive.send(user("10:00").intent("book"), user("10:01"));

      assertThat(notProactive.send(user("12:00").intent("book"))).isEqualTo(first);
    }

    @Test
    void aMessageWithoutIntentContinues() {
      SessionId first = notProactive.send(user("10:00").intent("book"));

      assertThat(notProactive.send(user("12:00"))).isEqualTo(first);
    }

    @Test
    void aNewIntentSplits() {
      notProactive.send(user("10:00").intent("book"), user("12:00").intent("cancel"));

      assertThat(notProactive.sessions()).hasSize(2);
      assertThat(reasonOfFirst(notProactive)).isEqualTo(CloseReason.NEW_INTENT);
      assertThat(notProactive.sessions().getLast().startTime()).isEqualTo(at("12:00"));
    }

    @Test
    void theFirstIntentOfASessionIsNew() {
      notProactive.send(user("10:00"), user("12:00").intent("book"));

      assertThat(notProactive.sessions()).hasSize(2);
    }

    @Test
    void invalidInputSplitsWhateverTheIntent() {
      notProactive.send(user("10:00").intent("book"), user("12:00").intent("book").invalid());
      assertThat(notProactive.sessions()).hasSize(2);

      notProactive.send(user("14:00").invalid());
      assertThat(notProactive.sessions()).hasSize(3);
      assertThat(notProactive.sessions())
          .extracting(s -> s.closing().map(c -> c.reason()).orElse(null))
          .containsExactly(CloseReason.NEW_INTENT, CloseReason.NEW_INTENT, null);
    }

    @Test
    void noIntentSplitsBeforeTheInstantOfInactivity() {
      SessionId first = notProactive.send(user("10:00").intent("book"));

      assertThat(notProactive.send(user("10:14:59.999").intent("cancel").invalid()))
          .isEqualTo(first);
    }

    @Test
    void aNewIntentSplitsAtTheInstantOfInactivity() {
      SessionId first = notProactive.send(user("10:00").intent("cancel"));

      assertThat(notProactive.send(user("10:15").intent("book"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
        value = ActivityType.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"USER_MESSAGE", "AUTHORIZATION"})
    void otherEventsContinueWhateverTheyCarry(ActivityType type) {
      SessionId first = notProactive.send(user("10:00").intent("book"));

      assertThat(notProactive.send(event(type, "12:00").intent("cancel").invalid()))
          .isEqualTo(first);
    }

    @Test
    void anIntentOfTheBotIsNotTheSessionsLastIntent() {
      SessionId first =
          notProactive.send(user("10:00").intent("book"), bot("10:01").intent("cancel"));

      assertThat(notProactive.send(user("12:00").intent("book"))).isEqualTo(first);
    }

    @Test
    void theLastIntentIsTheLatestAndNotTheOneThatArrivedLast() {
      SessionId first =
          notProactive.send(
              user("10:00").intent("book"),
              bot("10:10"),
              user("10:08").intent("cancel"),
              user("10:04").intent("book"));

      assertThat(notProactive.send(user("12:00").intent("cancel"))).isEqualTo(first);
      assertThat(notProactive.send(user("14:00").intent("book"))).isNotEqualTo(first);
    }

    @Test
    void aReloadedWindowStillSplits() {
      notProactive.send(user("10:00"), refresh("12:00"));

      assertThat(notProactive.sessions()).hasSize(2);
      assertThat(reasonOfFirst(notProactive)).isEqualTo(CloseReason.REFRESH);
    }
  }

  @Nested
  class AfterAnEarlySweep {
    @Test
    void aSessionThatASweepClosedTooEarlyStillTakesItsEvents() {
      SessionId first = proactive.send(user("10:00"));
      proactive.sweep();

      assertThat(proactive.send(user("10:10"), user("10:20"), bot("10:34:59.999")))
          .isEqualTo(first);
      assertThat(proactive.only().endTime()).isEqualTo(at("10:34:59.999"));
      assertThat(proactive.send(bot("10:35"))).isNotEqualTo(first);
    }

    @Test
    void aReloadAfterAnEarlySweepStartsASessionAsWithoutTheSweep() {
      SessionId first = proactive.send(user("10:00"), event(ActivityType.TAGS, "10:08"));
      proactive.sweep();

      assertThat(proactive.send(refresh("10:07"))).as("late, it splits nothing").isEqualTo(first);
      SessionId second = proactive.send(refresh("10:10"));

      assertThat(second).isNotEqualTo(first);
      assertThat(second.start()).isEqualTo(at("10:10"));
      assertThat(List.of(first, second)).isEqualTo(ids(proactive));
    }

    @Test
    void afterAnEarlySweepAReloadIsLateIfItIsOlderThanAnyEventOfTheSession() {
      SessionId first = proactive.send(user("10:00"), event(ActivityType.TAGS, "10:06"));
      proactive.sweep();
      proactive.send(event(ActivityType.TAGS, "10:03"));

      assertThat(proactive.send(refresh("10:05"))).isEqualTo(first);
      proactive.send(event(ActivityType.TAGS, "10:10"));
      assertThat(proactive.send(refresh("10:09:59.999"))).isEqualTo(first);
      assertThat(proactive.send(refresh("10:10"))).isNotEqualTo(first);
    }
  }

  private static List<SessionId> ids(TestConversation conversation) {
    return conversation.sessions().stream().map(Session::id).toList();
  }

  private static CloseReason reasonOfFirst(TestConversation conversation) {
    return conversation.sessions().getFirst().closing().orElseThrow().reason();
  }
}
