package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEvents.at;
import static org.conversationsessions.domain.conversation.TestEvents.bot;
import static org.conversationsessions.domain.conversation.TestEvents.connect;
import static org.conversationsessions.domain.conversation.TestEvents.event;
import static org.conversationsessions.domain.conversation.TestEvents.refresh;
import static org.conversationsessions.domain.conversation.TestEvents.user;

import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEvents;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.junit.jupiter.api.Test;

class LifecycleLateEventsTest {
  private final Talk talk = Talk.proactive();

  @Test
  void anEventNotOlderThanTheLiveSessionsStartCountsInIt() {
    SessionId live = talk.send(user("10:00"), bot("10:10"));

    assertThat(talk.send(bot("10:05"), bot("10:00"))).isEqualTo(live);

    assertThat(talk.only().messages()).isEqualTo(4);
    assertThat(talk.only().endTime()).as("only grows").isEqualTo(at("10:10"));
    assertThat(talk.only().startTime()).as("never changes").isEqualTo(at("10:00"));
  }

  @Test
  void aLateEventNeverSplitsEvenIfItIsAReload() {
    SessionId live = talk.send(user("10:00"), user("10:10"));

    assertThat(talk.send(refresh("10:09:59.999"))).isEqualTo(live);
    assertThat(talk.send(refresh("10:10")))
        .as("as late as the last is in order")
        .isNotEqualTo(live);
  }

  @Test
  void aLateNewIntentNeverSplits() {
    Talk patient = Talk.notProactive();
    SessionId live = patient.send(user("10:00").intent("book"), bot("12:00"));

    assertThat(patient.send(user("11:00").intent("cancel").invalid())).isEqualTo(live);
  }

  @Test
  void aLateMessageOfTheUserKeepsTheSessionOpenFromItsOwnTime() {
    SessionId live = talk.send(user("10:00"), bot("10:12"), user("10:10"));

    assertThat(talk.send(bot("10:24:59.999"))).isEqualTo(live);
    assertThat(talk.send(bot("10:25"))).isNotEqualTo(live);
  }

  @Test
  void anOlderEventCountsInTheClosedSessionItFallsInto() {
    SessionId closed = talk.send(user("10:00"), bot("10:02"));
    SessionId live = talk.send(user("11:00"));

    RecordingResult inside = talk.trySend(bot("10:01"));
    RecordingResult atItsStart = talk.trySend(bot("10:00"));
    RecordingResult atItsLastMoment = talk.trySend(connect("10:17"));

    RecordingResult expected = new RecordingResult.InSession(closed, SessionStatus.CLOSED);
    assertThat(inside).isEqualTo(expected);
    assertThat(atItsStart).isEqualTo(expected);
    assertThat(atItsLastMoment).isEqualTo(expected);
    Session session = talk.sessions().getFirst();
    assertThat(session.messages()).isEqualTo(4);
    assertThat(session.endTime()).isEqualTo(at("10:02"));
    assertThat(talk.sessions().getLast().id()).isEqualTo(live);
    assertThat(talk.sessions().getLast().messages()).isEqualTo(1);
  }

  @Test
  void aClosedSessionsEndGrowsWithALateMessageButItNeverOpensAgain() {
    SessionId closed = talk.send(user("10:00"));
    talk.send(user("11:00"));

    talk.send(bot("10:10"));

    assertThat(talk.sessions().getFirst().endTime()).isEqualTo(at("10:10"));
    assertThat(talk.sessions().getFirst().status()).isEqualTo(SessionStatus.CLOSED);
    assertThat(talk.send(connect("10:25"))).as("end_time + 15 minutes now").isEqualTo(closed);
  }

  @Test
  void aMillisecondAfterTheClosedSessionItFallsIntoNone() {
    talk.send(user("10:00"));
    talk.send(user("11:00"));

    assertThat(talk.trySend(bot("10:15:00.001"))).isInstanceOf(RecordingResult.Refused.class);
  }

  @Test
  void otherwiseItCountsInTheLiveSessionThatStartsSoonAfter() {
    SessionId live = talk.send(bot("10:15"));

    assertThat(talk.send(user("10:00"))).isEqualTo(live);
    assertThat(talk.trySend(user("09:59:59.999"))).isInstanceOf(RecordingResult.Refused.class);

    assertThat(talk.only().startTime()).isEqualTo(at("10:15"));
    assertThat(talk.only().endTime()).isEqualTo(at("10:15"));
    assertThat(talk.only().messages()).isEqualTo(2);
    assertThat(talk.only().type()).isEqualTo(SessionType.INTERACTIVE);
  }

  @Test
  void aMessageFromBeforeTheStartDoesNotShortenTheSession() {
    SessionId live = talk.send(bot("10:15"), user("10:00"));

    assertThat(talk.send(bot("10:29:59.999"))).isEqualTo(live);
    assertThat(talk.send(bot("10:30"))).isNotEqualTo(live);
  }

  @Test
  void otherwiseItCountsInTheClosedSessionThatStartsSoonAfter() {
    SessionId closed = talk.send(user("10:15"));
    talk.close();

    assertThat(talk.send(bot("10:00"))).isEqualTo(closed);
    assertThat(talk.trySend(bot("09:59:59.999"))).isInstanceOf(RecordingResult.Refused.class);
    assertThat(talk.only().startTime()).isEqualTo(at("10:15"));
    assertThat(talk.only().endTime()).isEqualTo(at("10:15"));
  }

  @Test
  void ofTwoSessionsThatStartSoonAfterTheFirstTakesIt() {
    SessionId closed = talk.send(user("10:05"));
    SessionId live = talk.send(refresh("10:06"));

    assertThat(talk.send(bot("10:00"))).isEqualTo(closed);
    assertThat(live).isNotEqualTo(closed);
  }

  @Test
  void theSessionItFallsIntoTakesItBeforeTheOneThatStartsSoonAfter() {
    SessionId first = talk.send(user("10:00"));
    talk.send(refresh("10:06"));

    assertThat(talk.send(bot("10:05"))).isEqualTo(first);
  }

  @Test
  void otherwiseItIsRefusedWithoutAWrite() {
    talk.send(user("11:00"));
    int commits = talk.store.commits();

    RecordingResult refused = talk.trySend(user("10:00"));

    assertThat(((RecordingResult.Refused) refused).reason())
        .contains("timestamp")
        .contains("2026-03-02T10:00:00Z");
    assertThat(talk.store.commits()).isEqualTo(commits);
    assertThat(talk.only().messages()).isEqualTo(1);
  }

  @Test
  void withoutALiveSessionAnEventBeforeTheEndCountsInTheClosedSession() {
    SessionId closed = talk.send(user("10:00"), bot("10:05"));
    talk.close();

    assertThat(talk.send(bot("10:04:59.999"))).isEqualTo(closed);
    assertThat(talk.send(refresh("10:04"))).as("a late reload clears nothing").isEqualTo(closed);
    assertThat(talk.send(bot("10:05"))).as("the end itself is past").isNotEqualTo(closed);
  }

  @Test
  void lateEventsNeverChangeAClosedSessionsContainment() {
    talk.send(user("10:00"));
    talk.close();
    assertThat(talk.only().containment()).isEqualTo(ContainmentType.DROP_OFF);
    talk.send(user("12:00"));

    talk.send(
        bot("10:01"),
        event(ActivityType.TASK_COMPLETED, "10:02"),
        event(ActivityType.AGENT_TRANSFER, "10:03"));

    Session closed = talk.sessions().getFirst();
    assertThat(closed.containment()).isEqualTo(ContainmentType.DROP_OFF);
    assertThat(closed.messages()).isEqualTo(2);
    assertThat(closed.tasks()).isEqualTo(1);
  }

  @Test
  void theLatestValueOfATagWinsInWhateverOrderTheyCome() {
    talk.send(user("10:00").userTag("a", "1"), bot("10:10"));

    talk.send(bot("10:05").userTag("a", "3").userTag("b", "4"));
    talk.send(bot("10:04").userTag("a", "2"));

    assertThat(talk.only().tags().user())
        .containsExactly(new Tag("a", "3", at("10:05")), new Tag("b", "4", at("10:05")));
  }

  @Test
  void theLatestValueOfATagWinsInAClosedSessionToo() {
    talk.send(user("10:00"), event(ActivityType.TAGS, "10:10").userTag("a", "2"));
    talk.sweep("10:20");

    talk.send(event(ActivityType.TAGS, "10:05").userTag("a", "1").userTag("b", "1"));
    talk.send(event(ActivityType.TAGS, "10:06").userTag("b", "2"));

    assertThat(talk.only().tags().user())
        .containsExactly(new Tag("a", "2", at("10:10")), new Tag("b", "2", at("10:06")));
  }

  @Test
  void aClosedSessionHasNoMoreThanFiftyTagsEither() {
    TestEvents full = user("10:00");
    for (int i = 0; i < 50; i++) {
      full.userTag("u" + i, "v");
    }
    talk.send(full, bot("10:01"));
    talk.close();

    assertThat(talk.trySend(bot("10:00:30").userTag("more", "v")))
        .isInstanceOf(RecordingResult.Refused.class);
  }

  @Test
  void lateEventsAreRememberedLikeOthers() {
    talk.send(user("10:00"));
    SessionId closed = talk.sessions().getFirst().id();
    talk.send(user("11:00"));
    talk.send(bot("10:05").id("late"));

    assertThat(talk.send(bot("10:05").id("late"))).isEqualTo(closed);
    assertThat(talk.sessions().getFirst().messages()).isEqualTo(2);
  }
}
