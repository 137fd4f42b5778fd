package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.state.ClearMarkers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that start no session, while none is live (contract, section 7). */
class LifecycleAfterEndTest {
  private static final String NONE_LIVE = "no session is live";

  private final TestConversation conversation = TestConversation.proactive();

  /**
   * The user speaks at 10:00 and the bot at 10:05; so the session is inactive at 10:15 and reaches
   * to 10:20. What comes then, where it goes, and what the session shows afterwards. {@code u} and
   * {@code s} stand for a tag of the user and of the session.
   */
  @ParameterizedTest(name = "{0} {1} at {2}: {3}")
  @CsvSource({
    // It falls into the session that ended: from its start to 15 minutes after its end.
    "TASK_COMPLETED, '', 10:16, in, 1, 10:16, ''",
    "TASK_FAILED, '', 10:20, in, 1, 10:20, ''",
    "INTENT_NOT_IDENTIFIED, '', 10:20, in, 0, 10:05, ''",
    "TAGS, us, 10:20, in, 0, 10:05, us",
    "TAGS, s, 10:16, in, 0, 10:05, s",
    "TAGS, '', 10:16, in, 0, 10:05, ''",
    "DISCARD, us, 10:16, in, 0, 10:05, us",
    "DISCARD_ALL, '', 10:20, in, 0, 10:05, ''",
    // It comes later: only user tags and discards are taken.
    "TASK_COMPLETED, '', 10:20:00.001, refused, 0, 10:05, ''",
    "TASK_FAILED, us, 11:00, refused, 0, 10:05, ''",
    "INTENT_NOT_IDENTIFIED, u, 10:20:00.001, refused, 0, 10:05, ''",
    "TAGS, us, 10:20:00.001, in, 0, 10:05, u",
    "TAGS, u, 23:00, in, 0, 10:05, u",
    "TAGS, s, 10:20:00.001, refused, 0, 10:05, ''",
    "TAGS, '', 11:00, refused, 0, 10:05, ''",
    "DISCARD, '', 11:00, in, 0, 10:05, ''",
    "DISCARD, us, 11:00, in, 0, 10:05, u",
    "DISCARD_ALL, s, 11:00, in, 0, 10:05, ''",
  })
  void countsInTheEndedSessionOrLeavesItsUserTagsOrIsRefused(
      ActivityType type,
      String tags,
      String time,
      String answer,
      int tasks,
      String end,
      String kept) {
    for (String closing : List.of("by api", "by sweep", "by this event")) {
      TestConversation conversation = TestConversation.proactive();
      SessionId ended = conversation.send(user("10:00"), bot("10:05"));
      switch (closing) {
        case "by api" -> conversation.close();
        case "by sweep" -> conversation.sweep();
        default -> {}
      }
      TestEventBuilder event = event(type, time).developer().lang("xx");
      if (tags.contains("u")) {
        event.userTag("u", "1");
      }
      if (tags.contains("s")) {
        event.sessionTag("s", "2");
      }

      if (answer.equals("in")) {
        assertThat(conversation.send(event)).as(closing).isEqualTo(ended);
      } else {
        assertThat(conversation.sendRefused(event)).as(closing).isEqualTo(NONE_LIVE);
      }

      Session session = conversation.only();
      assertThat(session.tasks()).as(closing).isEqualTo(tasks);
      assertThat(session.endTime()).as(closing).isEqualTo(at(end));
      assertThat(session.status()).as(closing).isEqualTo(SessionStatus.CLOSED);
      assertThat(session.containment()).as(closing).isEqualTo(ContainmentType.SELF_SERVICE);
      assertThat(session.closing().map(Closing::reason))
          .as(closing)
          .contains(closing.equals("by api") ? CloseReason.API : CloseReason.INACTIVITY);
      assertThat(names(session)).as(closing).isEqualTo(kept);
      boolean fallsInto = !at(time).isAfter(at("10:20"));
      assertThat(session.developer()).as(closing).isEqualTo(fallsInto);
      assertThat(session.languages()).as(closing).isEqualTo(fallsInto ? List.of("xx") : List.of());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {"TASK_COMPLETED", "TASK_FAILED", "INTENT_NOT_IDENTIFIED", "TAGS"})
  void isRefusedAndChangesNothingIfThereWasNoSession(ActivityType type) {
    assertThat(conversation.trySend(event(type, "10:00").userTag("u", "1").sessionTag("s", "2")))
        .isEqualTo(new EventOutcome.Refused(NONE_LIVE, Optional.empty()));
    assertThat(conversation.sessions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DISCARD, 0", "DISCARD_ALL, 1"})
  void aDiscardWithoutAnySessionClearsTheStateOnceAndNamesNoSession(
      ActivityType type, int discardedAll) {
    EventOutcome first = conversation.trySend(event(type, "10:00").id("d").userTag("u", "1"));
    EventOutcome again = conversation.trySend(event(type, "10:00").id("d").userTag("u", "1"));

    assertThat(first)
        .isEqualTo(
            new EventOutcome.Applied(
                conversation.state(), null, List.of(), SessionRule.NO_SESSION, Optional.empty()));
    assertThat(again).isEqualTo(new EventOutcome.Repeated(null));
    assertThat(conversation.sessions()).isEmpty();
    assertThat(marks()).isEqualTo(discards(0, 1, discardedAll));

    SessionId session = conversation.send(user("10:01"));
    assertThat(conversation.only().id()).isEqualTo(session);
    assertThat(marks()).isEqualTo(discards(0, 1, discardedAll));
  }

  @Test
  void aDiscardAfterTheEndClearsOnceWhetherItFallsIntoTheSessionOrNot() {
    conversation.send(user("10:00"), bot("10:05"));
    conversation.close();

    conversation.send(event(ActivityType.DISCARD, "10:05").id("at the end"));
    assertThat(marks()).isEqualTo(discards(1, 1, 0));
    conversation.send(event(ActivityType.DISCARD_ALL, "10:20"));
    assertThat(marks()).isEqualTo(discards(1, 2, 2));
    conversation.send(
        event(ActivityType.DISCARD, "12:00"),
        event(ActivityType.DISCARD, "10:05").id("at the end"));
    assertThat(marks()).isEqualTo(discards(1, 3, 2));
  }

  @Test
  void aDiscardThatClosesTheInactiveSessionClearsBoth() {
    conversation.send(user("10:00"), event(ActivityType.DISCARD, "10:15"));
    assertThat(marks()).isEqualTo(discards(1, 1, 0));

    TestConversation later = TestConversation.proactive();
    later.send(user("10:00"), event(ActivityType.DISCARD_ALL, "11:00"));
    assertThat(later.clearMarkers()).isEqualTo(discards(1, 1, 1));
  }

  @Test
  void aRefusedEventStillClosesAnInactiveSession() {
    conversation.send(user("10:00"));

    assertThat(conversation.sendRefused(event(ActivityType.TASK_FAILED, "11:00")))
        .isEqualTo(NONE_LIVE);

    assertThat(conversation.only().closing().map(Closing::reason)).contains(CloseReason.INACTIVITY);
    assertThat(conversation.trySend(event(ActivityType.TAGS, "11:01")))
        .as("it closes nothing more")
        .isEqualTo(new EventOutcome.Refused(NONE_LIVE, Optional.empty()));
  }

  @Test
  void theNextSessionStartsWithTheNextEventThatStartsOne() {
    SessionId first = conversation.send(user("10:00"), event(ActivityType.TASK_FAILED, "10:15"));
    SessionId second = conversation.send(connect("10:16"));

    assertThat(second).isNotEqualTo(first);
    assertThat(conversation.send(event(ActivityType.TASK_COMPLETED, "10:17"))).isEqualTo(second);
    assertThat(conversation.sessions().getFirst().tasks()).isEqualTo(1);
  }

  @Test
  void theyFollowTheEventsBeforeThem() {
    String refused = conversation.sendRefused(event(ActivityType.TAGS, "09:59").userTag("u", "0"));
    conversation.send(
        user("10:00"),
        event(ActivityType.TAGS, "10:16").userTag("u", "1").sessionTag("s", "1"),
        event(ActivityType.TAGS, "10:17").userTag("u", "2").sessionTag("s", "2"),
        connect("11:00"),
        event(ActivityType.TAGS, "11:01").userTag("u", "3"));

    assertThat(refused).isEqualTo(NONE_LIVE);
    assertThat(conversation.sessions()).hasSize(2);
    assertThat(conversation.sessions().getFirst().tags().user())
        .containsExactly(new Tag("u", "2", at("10:17")));
    assertThat(conversation.sessions().getFirst().tags().session()).isEmpty();
    assertThat(conversation.sessions().getLast().tags().user())
        .containsExactly(new Tag("u", "3", at("11:01")));
  }

  @Test
  void theLastSessionTakesFiftyUserTagsAndRefusesMore() {
    TestEventBuilder full = user("10:00");
    for (int i = 0; i < 50; i++) {
      full.userTag("u" + i, "v");
    }
    conversation.send(full);
    conversation.close();

    conversation.send(event(ActivityType.TAGS, "12:00").userTag("u7", "new"));
    String refused =
        conversation.sendRefused(event(ActivityType.TAGS, "12:01").userTag("more", "v"));

    assertThat(conversation.only().tags().user())
        .hasSize(50)
        .contains(new Tag("u7", "new", at("12:00")));
    assertThat(refused).contains("50 tags");
  }

  @Test
  void anOlderUserTagDoesNotOverwriteANewerOneOfTheLastSession() {
    conversation.send(user("10:00"));
    conversation.close();
    conversation.send(event(ActivityType.TAGS, "12:00").userTag("u", "new"));
    conversation.send(event(ActivityType.TAGS, "11:00").userTag("u", "old"));

    assertThat(conversation.only().tags().user()).containsExactly(new Tag("u", "new", at("12:00")));
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      names = {
        "TASK_COMPLETED",
        "TASK_FAILED",
        "INTENT_NOT_IDENTIFIED",
        "TAGS",
        "DISCARD",
        "DISCARD_ALL"
      })
  void anEventOlderThanTheLastSessionIsLate(ActivityType type) {
    List<List<Object>> seen = new ArrayList<>();
    for (boolean swept : new boolean[] {false, true}) {
      TestConversation conversation = TestConversation.proactive();
      SessionId first = conversation.send(user("10:00"));
      SessionId second = conversation.send(user("11:00"));
      if (swept) {
        conversation.sweep();
      }
      List<Object> answers = new ArrayList<>();
      for (String time : List.of("10:10", "10:30", "10:50", "09:40")) {
        answers.add(
            switch (conversation.trySend(event(type, time).userTag("u", "1"))) {
              case EventOutcome.Applied in when first.equals(in.session()) -> "first";
              case EventOutcome.Applied in when second.equals(in.session()) -> "second";
              case EventOutcome.Refused refused -> refused.reason().substring(0, 9);
              default -> "";
            });
      }
      assertThat(answers).containsExactly("first", "timestamp", "second", "timestamp");
      answers.add(conversation.clearMarkers().discards());
      seen.add(answers);
    }
    assertThat(seen.getFirst()).isEqualTo(seen.getLast());
  }

  @Test
  void notProactiveTheyCountHoweverLate() {
    TestConversation notProactive = TestConversation.notProactive();
    SessionId session = notProactive.send(user("10:00"), event(ActivityType.TASK_FAILED, "14:00"));
    assertThat(notProactive.only().status()).isEqualTo(SessionStatus.ACTIVE);
    notProactive.close();

    assertThat(notProactive.send(event(ActivityType.TASK_COMPLETED, "14:15"))).isEqualTo(session);
    assertThat(notProactive.sendRefused(event(ActivityType.TASK_COMPLETED, "14:31")))
        .isEqualTo(NONE_LIVE);
    assertThat(notProactive.only().tasks()).isEqualTo(2);
  }

  @Test
  void theyAreRememberedLikeOthers() {
    SessionId session = conversation.send(user("10:00"));
    conversation.close();
    conversation.send(event(ActivityType.TAGS, "12:00").id("t").userTag("u", "1"));

    assertThat(conversation.trySend(event(ActivityType.TAGS, "12:00").id("t").userTag("u", "2")))
        .isEqualTo(new EventOutcome.Repeated(session));
  }

  private static String names(Session session) {
    return (session.tags().user().isEmpty() ? "" : "u")
        + (session.tags().session().isEmpty() ? "" : "s");
  }

  private ClearMarkers marks() {
    return conversation.clearMarkers();
  }

  private static ClearMarkers discards(int closings, int discards, int discardedAll) {
    return new ClearMarkers(
        TestConversation.TODAY.toEpochMilli(), closings, 0, 0, 0, discards, discardedAll);
  }
}
