package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.List;
import org.conversationsessions.domain.session.Session;
import org.junit.jupiter.api.Test;

/**
 * When a session's own item is written with the conversation: when the session starts or ends, when
 * a filter of the history sees a change of the live session, and when an event counts in a session
 * that has ended.
 */
class LifecycleSessionItemsTest {
  private final TestConversation conversation = TestConversation.proactive();

  @Test
  void itIsWrittenAtTheStartAndWhenAFilterSeesAChangeAndNotForOrdinaryEvents() {
    assertThat(changedBy(connect("10:00"))).as("start").containsExactly(live());
    assertThat(changedBy(bot("10:01"))).isEmpty();
    assertThat(changedBy(user("10:02"))).as("type").containsExactly(live());
    assertThat(changedBy(user("10:03"))).isEmpty();
    assertThat(changedBy(event(ActivityType.AGENT_TRANSFER, "10:04")))
        .as("containment")
        .containsExactly(live());
    assertThat(changedBy(event(ActivityType.AGENT_TRANSFER, "10:05"))).isEmpty();
    assertThat(changedBy(event(ActivityType.TASK_COMPLETED, "10:06"))).isEmpty();
  }

  @Test
  void aSplitWritesTheClosedSessionAndTheNext() {
    conversation.send(user("10:00"));

    assertThat(changedBy(refresh("10:01"))).isEqualTo(conversation.sessions()).hasSize(2);
    assertThat(changedBy(user("11:00")))
        .isEqualTo(conversation.sessions().subList(1, 3))
        .hasSize(2);
  }

  @Test
  void aLateEventWritesTheClosedSessionItCountsInAndNotTheLiveOne() {
    conversation.send(user("10:00"), user("11:00"));

    assertThat(changedBy(bot("10:01"))).containsExactly(conversation.sessions().getFirst());
  }

  @Test
  void anEventAfterTheLastSessionWritesItOnlyIfItChanges() {
    conversation.send(user("10:00"));
    conversation.close();

    assertThat(changedBy(event(ActivityType.TASK_COMPLETED, "10:01")))
        .as("falls into it")
        .containsExactly(conversation.only());
    assertThat(changedBy(event(ActivityType.TAGS, "12:00").userTag("u", "1")))
        .as("leaves its user tags")
        .containsExactly(conversation.only());
    assertThat(changedBy(event(ActivityType.DISCARD, "12:00")))
        .as("clears only the state")
        .isEmpty();
  }

  @Test
  void anEventThatEndsTheSessionAndStartsNoneWritesTheClosedSessionOnce() {
    for (TestEventBuilder event :
        List.of(
            event(ActivityType.TASK_COMPLETED, "10:15"),
            event(ActivityType.TAGS, "12:00").userTag("u", "1"),
            event(ActivityType.DISCARD, "12:00"))) {
      TestConversation conversation = TestConversation.proactive();
      conversation.send(user("10:00"));

      EventOutcome.Applied applied = (EventOutcome.Applied) conversation.trySend(event);

      assertThat(conversation.only().closing()).isPresent();
      assertThat(applied.changedSessions()).containsExactly(conversation.only());
    }
  }

  @Test
  void aRefusedEventThatProvesTheSessionInactiveWritesItsClosing() {
    conversation.send(user("10:00"));

    EventOutcome.Refused refused =
        (EventOutcome.Refused) conversation.trySend(event(ActivityType.TASK_FAILED, "11:00"));

    assertThat(conversation.only().closing()).isPresent();
    assertThat(refused.closedBefore().map(Lifecycle.ClosingResult::conversation))
        .contains(conversation.state());
    assertThat(refused.closedBefore().map(Lifecycle.ClosingResult::session))
        .contains(conversation.only());
  }

  private List<Session> changedBy(TestEventBuilder event) {
    return ((EventOutcome.Applied) conversation.trySend(event)).changedSessions();
  }

  private Session live() {
    return conversation.only();
  }
}
