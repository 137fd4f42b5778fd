package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events start a session, and what an event changes in it (contract, section 7). */
class LifecycleStartTest {
  private final RecordedConversation conversation = RecordedConversation.proactive();

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {
        "CONNECT",
        "USER_MESSAGE",
        "BOT_MESSAGE",
        "AUTHORIZATION",
        "TASK_STARTED",
        "AGENT_TRANSFER",
        "AGENT_MESSAGE"
      })
  void anEventThatFindsNoLiveSessionStartsOneAtItsOwnTime(ActivityType type) {
    SessionId id = conversation.send(event(type, "10:00:00.123"));

    Session session = conversation.only();
    assertThat(session.id()).isEqualTo(id);
    assertThat(session.startTime()).isEqualTo(at("10:00:00.123"));
    assertThat(session.endTime()).isEqualTo(at("10:00:00.123"));
    assertThat(session.status()).isEqualTo(SessionStatus.ACTIVE);
    boolean users = type == ActivityType.USER_MESSAGE || type == ActivityType.AUTHORIZATION;
    assertThat(session.type())
        .isEqualTo(users ? SessionType.INTERACTIVE : SessionType.NON_INTERACTIVE);
    assertThat(session.containment())
        .isEqualTo(
            type == ActivityType.AGENT_TRANSFER
                ? ContainmentType.AGENT
                : ContainmentType.SELF_SERVICE);
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {"USER_MESSAGE", "AUTHORIZATION"})
  void theEndUsersFirstEventMakesASessionInteractiveForGood(ActivityType type) {
    conversation.send(connect("10:00"), bot("10:01"));
    assertThat(conversation.only().type()).isEqualTo(SessionType.NON_INTERACTIVE);

    conversation.send(event(type, "10:02"), bot("10:03"));

    assertThat(conversation.only().type()).isEqualTo(SessionType.INTERACTIVE);
  }

  @Test
  void theRecordIsWrittenAtTheStartAndWhenAFilterSeesAChangeAndNotForOrdinaryEvents() {
    Lifecycle lifecycle =
        new Lifecycle(BotSettings.DEFAULT, TestIds.counting(), RecordedConversation.TODAY);
    Conversation conversation = Conversation.unknown(TestEventBuilder.HERE);
    int[] records = new int[7];
    List<TestEventBuilder> events =
        List.of(
            connect("10:00"),
            bot("10:01"),
            user("10:02"),
            user("10:03"),
            event(ActivityType.AGENT_TRANSFER, "10:04"),
            event(ActivityType.AGENT_TRANSFER, "10:05"),
            event(ActivityType.TASK_COMPLETED, "10:06"));
    for (int i = 0; i < records.length; i++) {
      EventOutcome.Applied applied =
          (EventOutcome.Applied) lifecycle.apply(conversation, events.get(i).build());
      conversation = applied.conversation();
      records[i] = applied.changedSessions().size();
    }
    assertThat(records).containsExactly(1, 0, 1, 0, 1, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, 0, 0, 10:00",
    "USER_MESSAGE, 1, 0, 10:05",
    "BOT_MESSAGE, 1, 0, 10:05",
    "AUTHORIZATION, 1, 0, 10:05",
    "AGENT_MESSAGE, 1, 0, 10:05",
    "TASK_STARTED, 0, 0, 10:05",
    "TASK_COMPLETED, 0, 1, 10:05",
    "TASK_FAILED, 0, 1, 10:05",
    "INTENT_NOT_IDENTIFIED, 0, 0, 10:00",
    "AGENT_TRANSFER, 0, 0, 10:00",
    "TAGS, 0, 0, 10:00",
    "DISCARD, 0, 0, 10:00",
    "DISCARD_ALL, 0, 0, 10:00"
  })
  void messagesAndTasksCountAndMoveTheEndAndNothingElseDoes(
      ActivityType type, int messages, int tasks, String end) {
    conversation.send(connect("10:00"), event(type, "10:05"));

    Session session = conversation.only();
    assertThat(session.messages()).isEqualTo(messages);
    assertThat(session.tasks()).isEqualTo(tasks);
    assertThat(session.endTime()).isEqualTo(at(end));
    assertThat(session.status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void languagesAreThoseNamedInOrderOfFirstUse() {
    conversation.send(
        user("10:00").lang("de"), bot("10:01").lang("en"), user("10:02").lang("de"), bot("10:03"));

    assertThat(conversation.only().languages()).containsExactly("de", "en");
    assertThat(conversation.only().languagesOr("fr")).containsExactly("de", "en");
  }

  @Test
  void noMoreThanFiftyLanguagesAreNotedAndTheEventsCountAllTheSame() {
    for (int i = 0; i < 60; i++) {
      conversation.send(bot("10:00").lang("l" + i));
    }
    assertThat(conversation.only().languages()).hasSize(50).startsWith("l0", "l1").endsWith("l49");
    assertThat(conversation.only().messages()).isEqualTo(60);
  }

  @Test
  void withoutANamedLanguageTheBotsDefaultIsShownAndAClosedSessionKeepsThatOfItsClosing() {
    conversation.send(user("10:00"));
    assertThat(conversation.only().languagesOr("fr")).containsExactly("fr");

    conversation.close();

    assertThat(conversation.only().languagesOr("fr")).containsExactly("en");
  }

  @Test
  void aSessionIsADevelopersIfAnyEventIs() {
    conversation.send(user("10:00"));
    assertThat(conversation.only().developer()).isFalse();

    conversation.send(bot("10:01").developer(), user("10:02"));

    assertThat(conversation.only().developer()).isTrue();
  }

  @Test
  void theLatestValueOfATagsNameWinsInEachKindByItselfAndKeepsItsPlace() {
    conversation.send(
        user("10:00").userTag("a", "1").userTag("b", "2").sessionTag("a", "3"),
        event(ActivityType.TAGS, "10:01").userTag("a", "4").sessionTag("c", "5"));

    assertThat(conversation.only().tags())
        .isEqualTo(
            new Tags(
                List.of(new Tag("a", "4", at("10:01")), new Tag("b", "2", at("10:00"))),
                List.of(new Tag("a", "3", at("10:00")), new Tag("c", "5", at("10:01")))));
  }

  @Test
  void aSessionTakesFiftyTagsOfEachKindAndRefusesTheEventWithOneMore() {
    TestEventBuilder full = user("10:00");
    for (int i = 0; i < Tags.MAX_PER_KIND; i++) {
      full.userTag("u" + i, "v").sessionTag("s" + i, "v");
    }
    conversation.send(full);

    conversation.send(
        event(ActivityType.TAGS, "10:01").userTag("u7", "new").sessionTag("s7", "new"));
    RecordingResult refused = conversation.trySend(bot("10:02").userTag("one more", "v"));
    RecordingResult alsoRefused = conversation.trySend(bot("10:02").sessionTag("one more", "v"));

    assertThat(refused).isInstanceOf(RecordingResult.Refused.class);
    assertThat(((RecordingResult.Refused) refused).reason()).contains("tags").contains("50");
    assertThat(alsoRefused).isInstanceOf(RecordingResult.Refused.class);
    assertThat(conversation.only().messages()).isEqualTo(1);
    assertThat(conversation.only().tags().user())
        .hasSize(50)
        .contains(new Tag("u7", "new", at("10:01")));
  }

  @Test
  void anEventWithTooManyTagsStartsNothing() {
    TestEventBuilder tooFull = user("10:00");
    for (int i = 0; i <= Tags.MAX_PER_KIND; i++) {
      tooFull.userTag("u" + i, "v");
    }

    assertThat(conversation.trySend(tooFull)).isInstanceOf(RecordingResult.Refused.class);
    assertThat(conversation.sessions()).isEmpty();
    assertThat(conversation.store.commits()).isZero();
  }

  @Test
  void connectWithoutRefreshGoesOnInALiveSession() {
    SessionId first = conversation.send(user("10:00"));

    assertThat(conversation.send(connect("10:05"))).isEqualTo(first);
  }

  @Test
  void aReloadedWindowClosesTheOldSessionAndStartsANewOneAtItsOwnTime() {
    SessionId first = conversation.send(user("10:00"), bot("10:01"));

    SessionId second = conversation.send(refresh("10:05"));

    assertThat(conversation.sessions()).extracting(Session::id).containsExactly(first, second);
    assertThat(conversation.sessions().getFirst().endTime()).isEqualTo(at("10:01"));
    assertThat(conversation.sessions().getFirst().closing())
        .contains(new Closing(CloseReason.REFRESH, RecordedConversation.TODAY, "en", 0, 1));
    assertThat(conversation.sessions().getLast().startTime()).isEqualTo(at("10:05"));
    assertThat(conversation.sessions().getLast().type()).isEqualTo(SessionType.NON_INTERACTIVE);
  }

  @Test
  void refreshOnOtherEventsThanConnectIsIgnored() {
    ActivityEvent odd =
        new ActivityEvent(
            "odd",
            TestEventBuilder.HERE,
            ActivityType.BOT_MESSAGE,
            at("10:01"),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            false,
            Tags.NONE,
            MessageContent.NONE);
    assertThat(odd.isRefresh()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {"DISCARD", "DISCARD_ALL"})
  void discardingClosesNothing(ActivityType type) {
    SessionId first = conversation.send(user("10:00"));

    assertThat(conversation.send(event(type, "10:05"))).isEqualTo(first);
    assertThat(conversation.only().status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aRepeatedEventChangesNothingAndReturnsItsSession() {
    SessionId first = conversation.send(user("10:00").id("x").lang("de"));
    conversation.close();
    SessionId second = conversation.send(user("11:00"));
    int commits = conversation.store.commits();

    RecordingResult again = conversation.trySend(bot("11:05").id("x").lang("fr"));

    assertThat(second).isNotEqualTo(first);
    assertThat(again).isEqualTo(new RecordingResult.InSession(first, SessionStatus.CLOSED));
    assertThat(conversation.store.commits()).isEqualTo(commits);
    assertThat(conversation.sessions().getLast().messages()).isEqualTo(1);
  }

  @Test
  void theLastFiftyEventsOfAConversationAreKnownAndOlderOnesNot() {
    for (int i = 0; i < 51; i++) {
      conversation.send(event(ActivityType.USER_MESSAGE, at("10:00").plusSeconds(i)).id("e" + i));
    }
    assertThat(conversation.only().messages()).isEqualTo(51);

    conversation.send(event(ActivityType.USER_MESSAGE, at("10:00").plusSeconds(1)).id("e1"));
    assertThat(conversation.only().messages()).isEqualTo(51);

    conversation.send(event(ActivityType.USER_MESSAGE, at("10:00")).id("e0"));
    assertThat(conversation.only().messages()).isEqualTo(52);
  }

  @Test
  void conversationsOfOtherBotsUsersAndChannelsAreOthers() {
    ConversationKey here = TestEventBuilder.HERE;
    conversation.send(
        user("10:00"),
        user("10:00").in(new ConversationKey(new BotId("st-2"), here.userId(), here.channel())),
        user("10:00").in(new ConversationKey(here.bot(), "other", here.channel())),
        user("10:00").in(new ConversationKey(here.bot(), here.userId(), "other")));

    assertThat(conversation.sessions()).hasSize(4).allMatch(session -> session.messages() == 1);
  }

  @Test
  void closingByApiMovesNoTimeAndSaysWhenItWasRecorded() {
    conversation.send(user("10:00"), bot("10:01"));

    assertThat(conversation.close()).isEqualTo(1);
    assertThat(conversation.close()).isZero();

    assertThat(conversation.only().endTime()).isEqualTo(at("10:01"));
    assertThat(conversation.only().closing())
        .contains(new Closing(CloseReason.API, RecordedConversation.TODAY, "en", 0, 1));
    assertThat(conversation.only().messages()).isEqualTo(2);
  }
}
