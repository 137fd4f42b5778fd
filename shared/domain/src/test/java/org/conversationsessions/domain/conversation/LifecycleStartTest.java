package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events start a session (contract, section 7). */
class LifecycleStartTest {
  private final TestConversation conversation = TestConversation.proactive();

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

  @Test
  void anEventWithTooManyTagsStartsNothing() {
    TestEventBuilder tooFull = user("10:00");
    for (int i = 0; i <= Tags.MAX_PER_KIND; i++) {
      tooFull.userTag("u" + i, "v");
    }

    assertThat(conversation.sendRefused(tooFull)).contains("50 tags");
    assertThat(conversation.sessions()).isEmpty();
    assertThat(conversation.state()).isEqualTo(Conversation.unknown(TestEventBuilder.HERE));
  }

  @Test
  void onlyAWriteRaisesTheVersion() {
    conversation.send(user("10:00"), connect("10:01"));

    assertThat(conversation.state().version()).isZero();
    assertThat(conversation.state().written(9).version()).isEqualTo(9);
    assertThat(conversation.state().written(9).written(9).version()).isEqualTo(10);
    assertThat(conversation.state().written(9).live()).isEqualTo(conversation.state().live());
  }

  @Test
  void connectWithoutRefreshGoesOnInALiveSession() {
    SessionId first = conversation.send(user("10:00"));

    assertThat(conversation.send(connect("10:05"))).isEqualTo(first);
  }
}
