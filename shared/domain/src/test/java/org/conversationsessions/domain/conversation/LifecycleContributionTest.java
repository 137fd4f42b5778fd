package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.List;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an event changes in its session (contract, section 7). */
class LifecycleContributionTest {
  private final TestConversation conversation = TestConversation.proactive();

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

    assertThat(conversation.sendRefused(bot("10:02").userTag("one more", "v")))
        .contains("tags")
        .contains("50");
    assertThat(conversation.sendRefused(bot("10:02").sessionTag("one more", "v")))
        .contains("tags")
        .contains("50");
    assertThat(conversation.only().messages()).isEqualTo(1);
    assertThat(conversation.only().tags().user())
        .hasSize(50)
        .contains(new Tag("u7", "new", at("10:01")));
  }
}
