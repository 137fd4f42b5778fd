package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** Which events are repetitions: they change nothing (contract, section 6). */
class LifecycleRepetitionTest {
  private final TestConversation conversation = TestConversation.proactive();

  @Test
  void aRepeatedEventChangesNothingAndReturnsItsSession() {
    SessionId first = conversation.send(user("10:00").id("x").lang("de"));
    conversation.close();
    SessionId second = conversation.send(user("11:00"));

    EventOutcome again = conversation.trySend(bot("11:05").id("x").lang("fr"));

    assertThat(second).isNotEqualTo(first);
    assertThat(again).isEqualTo(new EventOutcome.Repeated(first));
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
}
