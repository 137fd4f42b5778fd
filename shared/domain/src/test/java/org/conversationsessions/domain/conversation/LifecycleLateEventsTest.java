package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.Optional;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where an event older than the last activity of its conversation counts, and where it is refused
 * (contract, section 7).
 */
class LifecycleLateEventsTest {
  private final TestConversation conversation = TestConversation.proactive();

  @Test
  void anEventNotOlderThanTheLiveSessionsStartCountsInIt() {
    SessionId live = conversation.send(user("10:00"), bot("10:10"));

    assertThat(conversation.send(bot("10:05"), bot("10:00"))).isEqualTo(live);

    assertThat(conversation.only().messages()).isEqualTo(4);
    assertThat(conversation.only().endTime()).as("only grows").isEqualTo(at("10:10"));
    assertThat(conversation.only().startTime()).as("never changes").isEqualTo(at("10:00"));
  }

  @Test
  void aLateEventNeverSplitsEvenIfItIsAReload() {
    SessionId live = conversation.send(user("10:00"), user("10:10"));

    assertThat(conversation.send(refresh("10:09:59.999"))).isEqualTo(live);
    assertThat(conversation.send(refresh("10:10")))
        .as("as late as the last is in order")
        .isNotEqualTo(live);
  }

  @Test
  void aLateNewIntentNeverSplits() {
    TestConversation notProactive = TestConversation.notProactive();
    SessionId live = notProactive.send(user("10:00").intent("book"), bot("12:00"));

    assertThat(notProactive.send(user("11:00").intent("cancel").invalid())).isEqualTo(live);
  }

  @Test
  void aLateMessageOfTheUserKeepsTheSessionOpenFromItsOwnTime() {
    SessionId live = conversation.send(user("10:00"), bot("10:12"), user("10:10"));

    assertThat(conversation.send(bot("10:24:59.999"))).isEqualTo(live);
    assertThat(conversation.send(bot("10:25"))).isNotEqualTo(live);
  }

  @Test
  void anOlderEventCountsInTheClosedSessionItFallsInto() {
    SessionId closed = conversation.send(user("10:00"), bot("10:02"));
    SessionId live = conversation.send(user("11:00"));

    SessionId inside = conversation.send(bot("10:01"));
    SessionId atItsStart = conversation.send(bot("10:00"));
    SessionId atItsLastMoment = conversation.send(connect("10:17"));

    assertThat(inside).isEqualTo(closed);
    assertThat(atItsStart).isEqualTo(closed);
    assertThat(atItsLastMoment).isEqualTo(closed);
    Session session = conversation.sessions().getFirst();
    assertThat(session.status()).isEqualTo(SessionStatus.CLOSED);
    assertThat(session.messages()).isEqualTo(4);
    assertThat(session.endTime()).isEqualTo(at("10:02"));
    assertThat(conversation.sessions().getLast().id()).isEqualTo(live);
    assertThat(conversation.sessions().getLast().messages()).isEqualTo(1);
  }

  @Test
  void aClosedSessionsEndGrowsWithALateMessageButItNeverOpensAgain() {
    SessionId closed = conversation.send(user("10:00"));
    conversation.send(user("11:00"));

    conversation.send(bot("10:10"));

    assertThat(conversation.sessions().getFirst().endTime()).isEqualTo(at("10:10"));
    assertThat(conversation.sessions().getFirst().status()).isEqualTo(SessionStatus.CLOSED);
    assertThat(conversation.send(connect("10:25")))
        .as("end_time + 15 minutes now")
        .isEqualTo(closed);
  }

  @Test
  void aMillisecondAfterTheClosedSessionItFallsIntoNone() {
    conversation.send(user("10:00"));
    conversation.send(user("11:00"));

    assertThat(conversation.sendRefused(bot("10:15:00.001"))).contains("falls into none");
  }

  @Test
  void otherwiseItCountsInTheLiveSessionThatStartsSoonAfter() {
    SessionId live = conversation.send(bot("10:15"));

    assertThat(conversation.send(user("10:00"))).isEqualTo(live);
    assertThat(conversation.sendRefused(user("09:59:59.999"))).contains("falls into none");

    assertThat(conversation.only().startTime()).isEqualTo(at("10:15"));
    assertThat(conversation.only().endTime()).isEqualTo(at("10:15"));
    assertThat(conversation.only().messages()).isEqualTo(2);
    assertThat(conversation.only().type()).isEqualTo(SessionType.INTERACTIVE);
  }

  @Test
  void aMessageFromBeforeTheStartDoesNotShortenTheSession() {
    SessionId live = conversation.send(bot("10:15"), user("10:00"));

    assertThat(conversation.send(bot("10:29:59.999"))).isEqualTo(live);
    assertThat(conversation.send(bot("10:30"))).isNotEqualTo(live);
  }

  @Test
  void otherwiseItCountsInTheClosedSessionThatStartsSoonAfter() {
    SessionId closed = conversation.send(user("10:15"));
    conversation.close();

    assertThat(conversation.send(bot("10:00"))).isEqualTo(closed);
    assertThat(conversation.sendRefused(bot("09:59:59.999"))).contains("falls into none");
    assertThat(conversation.only().startTime()).isEqualTo(at("10:15"));
    assertThat(conversation.only().endTime()).isEqualTo(at("10:15"));
  }

  @Test
  void ofTwoSessionsThatStartSoonAfterTheFirstTakesIt() {
    SessionId closed = conversation.send(user("10:05"));
    SessionId live = conversation.send(refresh("10:06"));

    assertThat(conversation.send(bot("10:00"))).isEqualTo(closed);
    assertThat(live).isNotEqualTo(closed);
  }

  @Test
  void theSessionItFallsIntoTakesItBeforeTheOneThatStartsSoonAfter() {
    SessionId first = conversation.send(user("10:00"));
    conversation.send(refresh("10:06"));

    assertThat(conversation.send(bot("10:05"))).isEqualTo(first);
  }

  @Test
  void otherwiseItIsRefusedAndChangesNothing() {
    conversation.send(user("11:00"));

    EventOutcome outcome = conversation.trySend(user("10:00"));

    assertThat(outcome)
        .isEqualTo(
            new EventOutcome.Refused(
                "timestamp: 2026-03-02T10:00:00Z is older than this conversation's sessions"
                    + " and falls into none of them",
                Optional.empty()));
    assertThat(conversation.only().messages()).isEqualTo(1);
  }

  @Test
  void withoutALiveSessionAnEventBeforeTheEndCountsInTheClosedSession() {
    SessionId closed = conversation.send(user("10:00"), bot("10:05"));
    conversation.close();

    assertThat(conversation.send(bot("10:04:59.999"))).isEqualTo(closed);
    assertThat(conversation.send(refresh("10:04")))
        .as("a late reload clears nothing")
        .isEqualTo(closed);
    assertThat(conversation.send(bot("10:05"))).as("the end itself is past").isNotEqualTo(closed);
  }

  @Test
  void lateEventsNeverChangeAClosedSessionsContainment() {
    conversation.send(user("10:00"));
    conversation.close();
    assertThat(conversation.only().containment()).isEqualTo(ContainmentType.DROP_OFF);
    conversation.send(user("12:00"));

    conversation.send(
        bot("10:01"),
        event(ActivityType.TASK_COMPLETED, "10:02"),
        event(ActivityType.AGENT_TRANSFER, "10:03"));

    Session closed = conversation.sessions().getFirst();
    assertThat(closed.containment()).isEqualTo(ContainmentType.DROP_OFF);
    assertThat(closed.messages()).isEqualTo(2);
    assertThat(closed.tasks()).isEqualTo(1);
  }

  @Test
  void theLatestValueOfATagWinsInWhateverOrderTheyCome() {
    conversation.send(user("10:00").userTag("a", "1"), bot("10:10"));

    conversation.send(bot("10:05").userTag("a", "3").userTag("b", "4"));
    conversation.send(bot("10:04").userTag("a", "2"));

    assertThat(conversation.only().tags().user())
        .containsExactly(new Tag("a", "3", at("10:05")), new Tag("b", "4", at("10:05")));
  }

  @Test
  void theLatestValueOfATagWinsInAClosedSessionToo() {
    conversation.send(user("10:00"), event(ActivityType.TAGS, "10:10").userTag("a", "2"));
    conversation.sweep();

    conversation.send(event(ActivityType.TAGS, "10:05").userTag("a", "1").userTag("b", "1"));
    conversation.send(event(ActivityType.TAGS, "10:06").userTag("b", "2"));

    assertThat(conversation.only().tags().user())
        .containsExactly(new Tag("a", "2", at("10:10")), new Tag("b", "2", at("10:06")));
  }

  @Test
  void aClosedSessionHasNoMoreThanFiftyTagsEither() {
    TestEventBuilder full = user("10:00");
    for (int i = 0; i < 50; i++) {
      full.userTag("u" + i, "v");
    }
    conversation.send(full, bot("10:01"));
    conversation.close();

    assertThat(conversation.sendRefused(bot("10:00:30").userTag("more", "v"))).contains("50 tags");
  }

  @Test
  void theAdjacentSessionsAreNeededOnlyIfTheConversationDoesNotDecide() {
    conversation.send(user("10:00"), bot("10:05"), bot("10:02"));
    conversation.close();
    conversation.trySend(event(ActivityType.TAGS, "10:20:00.001").sessionTag("s", "1"));
    conversation.send(user("10:30"), user("11:00"));
    assertThat(conversation.adjacentReads()).isZero();

    conversation.send(bot("10:31"));
    assertThat(conversation.adjacentReads()).isEqualTo(1);
    conversation.close();
    conversation.send(event(ActivityType.TASK_COMPLETED, "11:15"));
    conversation.send(event(ActivityType.TAGS, "12:00").userTag("u", "1"));
    assertThat(conversation.adjacentReads()).isEqualTo(3);
  }

  @Test
  void lateEventsAreRememberedLikeOthers() {
    conversation.send(user("10:00"));
    SessionId closed = conversation.sessions().getFirst().id();
    conversation.send(user("11:00"));
    conversation.send(bot("10:05").id("late"));

    assertThat(conversation.send(bot("10:05").id("late"))).isEqualTo(closed);
    assertThat(conversation.sessions().getFirst().messages()).isEqualTo(2);
  }
}
