package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.state.ClearMarkers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events clear a conversation's state (contract, sections 7 and 8). */
class LifecycleMarkersTest {
  private static final BotSettings CLEARING =
      new BotSettings(true, Duration.ofMinutes(15), "en", true, 0);
  private static final long BEGUN = TestConversation.TODAY.toEpochMilli();

  private final TestConversation conversation = TestConversation.proactive();

  @Test
  void countingBeginsWithTheFirstEventOnce() {
    assertThat(marks(conversation)).isEqualTo(ClearMarkers.NONE);
    conversation.send(user("10:00"));
    assertThat(marks(conversation)).isEqualTo(marks(0, 0, 0));
    conversation.close();
    conversation.send(user("11:00"), user("12:00"));

    assertThat(marks(conversation).epoch()).isEqualTo(BEGUN);
    assertThat(marks(conversation)).isEqualTo(marks(2, 0, 0));
  }

  @Test
  void closingByApiClearsOnceHoweverOftenItIsAskedFor() {
    conversation.send(user("10:00"), bot("10:01"));
    conversation.close();
    conversation.close();

    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void closingByTheSweepClears() {
    conversation.send(user("10:00"));
    conversation.sweep();

    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DISCARD", "DISCARD_ALL", "DEBUG_LOG"})
  void closingByAnEventThatFindsTheSessionInactiveClears(ActivityType type) {
    conversation.send(user("10:00"));
    conversation.trySend(event(type, "11:00"));

    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void closingByANewIntentClears() {
    TestConversation notProactive = TestConversation.notProactive();
    notProactive.send(user("10:00").intent("a"), bot("10:30"), user("11:00").intent("a"));
    assertThat(marks(notProactive)).isEqualTo(marks(0, 0, 0));

    notProactive.send(user("12:00").intent("b"));

    assertThat(marks(notProactive)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void withClearAuthProfilesEveryClosingWipesProfilesAndVariables() {
    conversation.change(CLEARING);
    conversation.send(user("10:00"));
    conversation.close();
    assertThat(marks(conversation)).isEqualTo(new ClearMarkers(BEGUN, 1, 1, 1, 0, 0, 0));

    conversation.send(user("11:00"), user("11:20"));
    assertThat(marks(conversation)).isEqualTo(new ClearMarkers(BEGUN, 2, 2, 2, 0, 0, 0));

    conversation.send(refresh("11:21"));
    assertThat(marks(conversation)).isEqualTo(new ClearMarkers(BEGUN, 3, 3, 3, 3, 0, 0));

    conversation.change(BotSettings.DEFAULT);
    conversation.close();
    assertThat(marks(conversation)).isEqualTo(new ClearMarkers(BEGUN, 4, 3, 3, 3, 0, 0));
  }

  @Test
  void aReloadedWindowWipesAllWithTheSessionItCloses() {
    conversation.send(user("10:00"), refresh("10:01"));

    assertThat(marks(conversation)).isEqualTo(marks(1, 1, 0));
  }

  @Test
  void aReloadedWindowThatFindsNoSessionWipesAllTheSame() {
    conversation.send(refresh("10:00"));
    assertThat(marks(conversation)).isEqualTo(marks(1, 1, 0));

    conversation.close();
    conversation.send(refresh("11:00"));
    assertThat(marks(conversation)).isEqualTo(marks(3, 3, 0));
  }

  @Test
  void aReloadedWindowThatFindsAnInactiveSessionWipesAllAsIfTheSweepHadClosedIt() {
    conversation.send(user("10:00"), refresh("10:15"));
    assertThat(conversation.sessions().getFirst().closing().map(Closing::reason))
        .contains(CloseReason.INACTIVITY);
    assertThat(marks(conversation)).isEqualTo(marks(1, 1, 0));

    TestConversation swept = TestConversation.proactive();
    swept.send(user("10:00"));
    swept.sweep();
    swept.send(refresh("10:15"));
    assertThat(marks(swept)).isEqualTo(marks(2, 2, 0));
  }

  @Test
  void aConnectionWithoutRefreshWipesNothing() {
    conversation.send(user("10:00"), connect("10:01"));

    assertThat(marks(conversation)).isEqualTo(marks(0, 0, 0));
  }

  @Test
  void aReloadThatComesLateWipesNothing() {
    conversation.send(user("10:00"), bot("10:05"), refresh("10:04"));
    assertThat(marks(conversation)).isEqualTo(marks(0, 0, 0));

    conversation.close();
    conversation.send(refresh("10:03"));
    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void discardsAreCountedAndTheLastThatDiscardedAllIsKnown() {
    conversation.send(user("10:00"), event(ActivityType.DISCARD, "10:01"));
    assertThat(marks(conversation)).isEqualTo(discards(0, 1, 0));

    conversation.send(
        event(ActivityType.DISCARD_ALL, "10:02"), event(ActivityType.DISCARD, "10:03"));
    assertThat(marks(conversation)).isEqualTo(discards(0, 3, 2));

    conversation.close();
    assertThat(marks(conversation)).isEqualTo(discards(1, 3, 2));
  }

  @Test
  void aDiscardThatComesTwiceCountsOnce() {
    conversation.send(user("10:00"), event(ActivityType.DISCARD, "10:01").id("d"));
    conversation.send(event(ActivityType.DISCARD, "10:02").id("d"));

    assertThat(marks(conversation)).isEqualTo(discards(0, 1, 0));
  }

  @Test
  void aDiscardThatIsRefusedClearsNothing() {
    conversation.send(user("10:00"), user("11:00"));

    assertThat(conversation.sendRefused(event(ActivityType.DISCARD, "09:00")))
        .startsWith("timestamp");
    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void aLateDiscardInTheLiveSessionCounts() {
    conversation.send(user("10:00"), bot("10:05"), event(ActivityType.DISCARD, "10:03"));

    assertThat(marks(conversation)).isEqualTo(discards(0, 1, 0));
  }

  @Test
  void aDiscardAfterAnEarlySweepCountsAsWithoutTheSweep() {
    conversation.send(user("10:00"), bot("10:02"));
    conversation.sweep();
    conversation.send(
        event(ActivityType.DISCARD, "10:05"), event(ActivityType.DISCARD_ALL, "10:01").id("late"));

    assertThat(conversation.sessions()).hasSize(1);
    assertThat(marks(conversation)).isEqualTo(discards(1, 2, 2));
  }

  @Test
  void aLateDiscardOfAnEndedSessionClearsNothing() {
    conversation.send(user("10:00"), bot("10:10"));
    conversation.close();
    conversation.send(event(ActivityType.DISCARD, "10:05"));
    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));

    conversation.send(user("11:00"), event(ActivityType.DISCARD_ALL, "10:06"));
    assertThat(marks(conversation)).isEqualTo(marks(1, 0, 0));

    TestConversation split = TestConversation.proactive();
    split.send(user("10:00"), user("11:00"), event(ActivityType.DISCARD, "10:00:01"));
    assertThat(marks(split)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void eventsClearInTheirOrder() {
    conversation.send(
        user("10:00"),
        event(ActivityType.DISCARD, "10:01"),
        event(ActivityType.DISCARD_ALL, "10:02"),
        refresh("10:03"),
        event(ActivityType.DISCARD, "10:04"),
        user("10:30"),
        event(ActivityType.DISCARD, "10:31"));

    assertThat(conversation.sessions()).hasSize(3);
    assertThat(marks(conversation)).isEqualTo(new ClearMarkers(BEGUN, 2, 0, 0, 1, 4, 2));
  }

  @Test
  void ordinaryEventsClearNothing() {
    conversation.send(user("10:00"));
    for (ActivityType type : ActivityType.values()) {
      if (type != ActivityType.DISCARD && type != ActivityType.DISCARD_ALL) {
        conversation.send(event(type, "10:01"));
      }
    }
    assertThat(marks(conversation)).isEqualTo(marks(0, 0, 0));
  }

  @Test
  void everyClosingHasItsOrdinalNumber() {
    conversation.send(user("10:00"));
    conversation.close();
    // Wipes without closing anything: it takes a place in the count too.
    conversation.send(refresh("11:00"), refresh("11:01"), user("12:00"));
    conversation.sweep();

    assertThat(conversation.sessions())
        .extracting(session -> ordinal(session))
        .containsExactly(Optional.of(1), Optional.of(3), Optional.of(4), Optional.of(5));
    assertThat(marks(conversation)).isEqualTo(marks(5, 3, 0));
  }

  private static Optional<Integer> ordinal(Session session) {
    return session.closing().map(Closing::ordinal);
  }

  private static ClearMarkers marks(TestConversation of) {
    return of.clearMarkers();
  }

  private static ClearMarkers marks(int closings, int allWiped, int discards) {
    return new ClearMarkers(BEGUN, closings, 0, 0, allWiped, discards, 0);
  }

  private static ClearMarkers discards(int closings, int discards, int discardedAll) {
    return new ClearMarkers(BEGUN, closings, 0, 0, 0, discards, discardedAll);
  }
}
