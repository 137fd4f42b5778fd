package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What closes a session, and what its closing stores (contract, section 7). */
class LifecycleClosingTest {
  private final TestConversation conversation = TestConversation.proactive();

  @Test
  void closingByApiMovesNoTimeAndSaysWhenItWasRecorded() {
    conversation.send(user("10:00"), bot("10:01"));

    assertThat(conversation.close()).contains(conversation.only());
    assertThat(conversation.close()).isEmpty();

    assertThat(conversation.only().endTime()).isEqualTo(at("10:01"));
    assertThat(conversation.only().closing())
        .contains(new Closing(CloseReason.API, TestConversation.TODAY, "en", 0, 1));
    assertThat(conversation.only().messages()).isEqualTo(2);
  }

  @Test
  void aReloadedWindowClosesTheOldSessionAndStartsANewOneAtItsOwnTime() {
    SessionId first = conversation.send(user("10:00"), bot("10:01"));

    SessionId second = conversation.send(refresh("10:05"));

    assertThat(conversation.sessions()).extracting(Session::id).containsExactly(first, second);
    assertThat(conversation.sessions().getFirst().endTime()).isEqualTo(at("10:01"));
    assertThat(conversation.sessions().getFirst().closing())
        .contains(new Closing(CloseReason.REFRESH, TestConversation.TODAY, "en", 0, 1));
    assertThat(conversation.sessions().getLast().startTime()).isEqualTo(at("10:05"));
    assertThat(conversation.sessions().getLast().type()).isEqualTo(SessionType.NON_INTERACTIVE);
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
}
