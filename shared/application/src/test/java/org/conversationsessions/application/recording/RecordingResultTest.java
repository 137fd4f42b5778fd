package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.List;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the recorder reports for an event that {@code Lifecycle} has decided, and what it writes
 * (contract, sections 6 and 7).
 */
class RecordingResultTest {
  private static final RecordingResult NONE_LIVE =
      new RecordingResult.Refused("no session is live");

  private final RecordedConversation conversation = RecordedConversation.proactive();

  @Test
  void anEventInTheLiveSessionIsReportedWithItsStatus() {
    RecordingResult recorded = conversation.trySend(user("10:00"));

    assertThat(recorded)
        .isEqualTo(new RecordingResult.InSession(conversation.only().id(), SessionStatus.ACTIVE));
  }

  @Test
  void aRepeatedEventWritesNothingAndReturnsItsSession() {
    SessionId first = conversation.send(user("10:00").id("x"));
    conversation.close();
    conversation.send(user("11:00"));
    int commits = conversation.store.commits();

    RecordingResult again = conversation.trySend(bot("11:05").id("x"));

    assertThat(again).isEqualTo(new RecordingResult.InSession(first, SessionStatus.CLOSED));
    assertThat(conversation.store.commits()).isEqualTo(commits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"by api", "by sweep", "by an event"})
  void anEventInTheEndedSessionIsReportedClosedAndLeavesNoDueEntry(String closing) {
    SessionId ended = conversation.send(user("10:00"));
    switch (closing) {
      case "by api" -> conversation.close();
      case "by sweep" -> conversation.sweep("10:15");
      default -> {}
    }

    assertThat(conversation.trySend(event(ActivityType.TAGS, "11:00").userTag("u", "1")))
        .isEqualTo(new RecordingResult.InSession(ended, SessionStatus.CLOSED));
    assertThat(conversation.trySend(event(ActivityType.TASK_COMPLETED, "10:15")))
        .isEqualTo(new RecordingResult.InSession(ended, SessionStatus.CLOSED));
    assertThat(conversation.trySend(event(ActivityType.TASK_COMPLETED, "11:00")))
        .isEqualTo(NONE_LIVE);
    assertThat(conversation.only().tasks()).isEqualTo(1);
    assertThat(conversation.store.due()).isEmpty();
  }

  @Test
  void aRememberedEventAfterTheEndWritesNothing() {
    SessionId session = conversation.send(user("10:00"));
    conversation.close();
    conversation.send(event(ActivityType.TAGS, "12:00").id("t").userTag("u", "1"));
    int commits = conversation.store.commits();

    assertThat(conversation.send(event(ActivityType.TAGS, "12:00").id("t").userTag("u", "2")))
        .isEqualTo(session);
    assertThat(conversation.store.commits()).isEqualTo(commits);
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {"TASK_COMPLETED", "TASK_FAILED", "INTENT_NOT_IDENTIFIED", "TAGS"})
  void anEventIsRefusedWithoutAWriteIfThereWasNoSession(ActivityType type) {
    assertThat(conversation.trySend(event(type, "10:00"))).isEqualTo(NONE_LIVE);
    assertThat(conversation.store.commits()).isZero();
    assertThat(conversation.store.due()).isEmpty();
  }

  @Test
  void anEventWithTooManyTagsIsRefusedWithoutAWrite() {
    TestEventBuilder tooFull = user("10:00");
    for (int i = 0; i <= Tags.MAX_PER_KIND; i++) {
      tooFull.userTag("u" + i, "v");
    }

    assertThat(conversation.trySend(tooFull)).isInstanceOf(RecordingResult.Refused.class);
    assertThat(conversation.store.commits()).isZero();
  }

  @Test
  void aLateEventThatFallsIntoNoSessionIsRefusedWithoutAWrite() {
    conversation.send(user("11:00"));
    int commits = conversation.store.commits();

    RecordingResult refused = conversation.trySend(user("10:00"));

    assertThat(((RecordingResult.Refused) refused).reason()).startsWith("timestamp");
    assertThat(conversation.store.commits()).isEqualTo(commits);
  }

  @Test
  void refusedEventsStillCloseAnInactiveSessionAndRemoveItsDueEntry() {
    conversation.send(user("10:00"));

    List<RecordingResult> recorded =
        conversation.sendTogether(
            event(ActivityType.TASK_FAILED, "11:00"), event(ActivityType.TAGS, "11:01"));

    assertThat(recorded).containsOnly(NONE_LIVE);
    assertThat(conversation.only().closing().map(Closing::reason)).contains(CloseReason.INACTIVITY);
    assertThat(conversation.store.due()).isEmpty();
    assertThat(conversation.sweep("12:00")).isEqualTo(SessionCloser.SweepResult.KEPT);
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {"DISCARD", "DISCARD_ALL"})
  void aDiscardWithoutAnySessionIsWrittenOnceAndNamesNoSession(ActivityType type) {
    RecordingResult first = conversation.trySend(event(type, "10:00").id("d"));
    RecordingResult again = conversation.trySend(event(type, "10:00").id("d"));

    assertThat(first).isEqualTo(new RecordingResult.Sessionless());
    assertThat(again).isEqualTo(first);
    assertThat(conversation.store.commits()).isEqualTo(1);
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
}
