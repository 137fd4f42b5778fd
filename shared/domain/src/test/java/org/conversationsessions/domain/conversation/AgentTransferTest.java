package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Contract, section 16.1: the transfer to an agent")
class AgentTransferTest {
  private final TestConversation conversation = TestConversation.proactive();

  @Test
  void theFirstTransferIsKeptWithItsTime() {
    conversation.send(connect("10:00"), transfer("10:02"), user("10:03"), transfer("10:04"));

    assertThat(conversation.only().transfer()).contains(new AgentTransfer(at("10:02"), false));
    assertThat(conversation.only().containment()).isEqualTo(ContainmentType.AGENT);
    assertThat(conversation.close().orElseThrow().transfer())
        .contains(new AgentTransfer(at("10:02"), false));
  }

  @Test
  void aSessionWithoutOneHasNone() {
    conversation.send(user("10:00"), completed("10:01"));

    assertThat(conversation.only().transfer()).isEmpty();
  }

  @Test
  void aTaskCompletedUpToTheTransferIsBeforeIt() {
    conversation.send(connect("10:00"), completed("10:02"), transfer("10:02"));
    assertThat(conversation.only().transfer()).contains(new AgentTransfer(at("10:02"), true));
  }

  @Test
  void aTaskThatFailsOrIsCompletedAfterTheTransferIsNot() {
    conversation.send(
        connect("10:00"),
        event(ActivityType.TASK_STARTED, "10:01"),
        event(ActivityType.TASK_FAILED, "10:01"),
        transfer("10:02"),
        completed("10:03"));
    assertThat(conversation.only().transfer()).contains(new AgentTransfer(at("10:02"), false));
  }

  @Test
  void theOrderOfArrivalDoesNotMatter(@Seeded Random random) {
    for (int run = 0; run < 200; run++) {
      List<TestEventBuilder> events =
          new ArrayList<>(
              List.of(
                  completed("10:02"), transfer("10:03"), transfer("10:05"), completed("10:04")));
      if (run % 2 == 0) {
        events.removeFirst();
      }
      Collections.shuffle(events, random);
      TestConversation shuffled = TestConversation.proactive();
      // The first stays: it starts the session.
      shuffled.send(connect("10:00"));
      shuffled.send(events.toArray(TestEventBuilder[]::new));

      assertThat(shuffled.only().transfer())
          .as("run %s", run)
          .contains(new AgentTransfer(at("10:03"), run % 2 == 1));
    }
  }

  @Test
  void theTimeOfTheTransferDoesNotChangeAfterTheClosing() {
    conversation.send(connect("10:00"), transfer("10:05"), user("10:06"));
    Session closed = conversation.close().orElseThrow();

    conversation.send(transfer("10:02"));

    assertThat(conversation.only().transfer()).isEqualTo(closed.transfer());
  }

  @ParameterizedTest
  @CsvSource({
    "TASK_COMPLETED, 10:01, true",
    "TASK_COMPLETED, 10:05, true",
    "TASK_COMPLETED, 10:06, false",
    "TASK_FAILED, 10:01, false"
  })
  void aLateTaskOfAClosedSessionIsBeforeTheTransferIfItWasCompletedByThen(
      ActivityType type, String time, boolean afterTask) {
    conversation.send(connect("10:00"), transfer("10:05"), user("10:06"));
    conversation.close();

    conversation.send(event(type, time));

    assertThat(conversation.only().tasks()).isEqualTo(1);
    assertThat(conversation.only().transfer()).contains(new AgentTransfer(at("10:05"), afterTask));
  }

  @Test
  void aLateTaskOfAClosedSessionAfterTheTransferLeavesAnEarlierOneKnown() {
    conversation.send(connect("10:00"), completed("10:01"), transfer("10:05"));
    conversation.close();

    conversation.send(completed("10:06"));

    assertThat(conversation.only().transfer()).contains(new AgentTransfer(at("10:05"), true));
  }

  @Test
  void aLateTransferOfAClosedSessionIsNotKept() {
    conversation.send(user("10:00"));
    conversation.close();

    conversation.send(transfer("10:00"));

    assertThat(conversation.sessions().getFirst().transfer()).isEmpty();
  }

  @Test
  void anUnknownTransferOfAnEarlierVersionStaysUnknown() {
    SessionId id = SessionId.of(at("10:00"), 1);
    Session session =
        Session.starting(id, TestEventBuilder.HERE)
            .transferred(new AgentTransfer(at("10:01"), false));
    Session unknown =
        new Session(
            id,
            session.conversation(),
            session.endTime(),
            session.languages(),
            session.type(),
            session.containment(),
            Optional.empty(),
            false,
            session.tags(),
            0,
            0,
            Optional.empty());
    LiveSession live =
        new LiveSession(unknown, at("10:02"), null, Optional.empty(), ContainmentFacts.NOTHING);

    LiveSession after = live.after(transfer("10:03").build());

    assertThat(after.session().transfer()).isEmpty();
    assertThat(after.session().containment()).isEqualTo(ContainmentType.AGENT);
  }

  private static TestEventBuilder transfer(String time) {
    return event(ActivityType.AGENT_TRANSFER, time);
  }

  private static TestEventBuilder completed(String time) {
    return event(ActivityType.TASK_COMPLETED, time);
  }
}
