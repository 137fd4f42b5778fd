package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEvents.bot;
import static org.conversationsessions.domain.conversation.TestEvents.connect;
import static org.conversationsessions.domain.conversation.TestEvents.event;
import static org.conversationsessions.domain.conversation.TestEvents.refresh;
import static org.conversationsessions.domain.conversation.TestEvents.user;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEvents;
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
  private static final long BEGUN = Talk.TODAY.toEpochMilli();

  private final Talk talk = Talk.proactive();

  @Test
  void countingBeginsWithTheFirstEventOnce() {
    assertThat(marks(talk)).isEqualTo(ClearMarkers.NONE);
    talk.send(user("10:00"));
    assertThat(marks(talk)).isEqualTo(marks(0, 0, 0));
    talk.close();
    talk.send(user("11:00"), user("12:00"));

    assertThat(marks(talk).epoch()).isEqualTo(BEGUN);
    assertThat(marks(talk)).isEqualTo(marks(2, 0, 0));
  }

  @Test
  void closingByApiClearsOnceHoweverOftenItIsAskedFor() {
    talk.send(user("10:00"), bot("10:01"));
    talk.close();
    talk.close();

    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void closingByTheSweepClears() {
    talk.send(user("10:00"));
    talk.sweep("10:15");

    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DISCARD", "DISCARD_ALL"})
  void closingByAnEventThatFindsTheSessionInactiveClears(ActivityType type) {
    talk.send(user("10:00"));
    talk.trySend(event(type, "11:00"));

    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void closingByANewIntentClears() {
    Talk patient = Talk.notProactive();
    patient.send(user("10:00").intent("a"), bot("10:30"), user("11:00").intent("a"));
    assertThat(marks(patient)).isEqualTo(marks(0, 0, 0));

    patient.send(user("12:00").intent("b"));

    assertThat(marks(patient)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void withClearAuthProfilesEveryClosingWipesProfilesAndVariables() {
    talk.change(CLEARING);
    talk.send(user("10:00"));
    talk.close();
    assertThat(marks(talk)).isEqualTo(new ClearMarkers(BEGUN, 1, 1, 1, 0, 0, 0));

    talk.send(user("11:00"), user("11:20"));
    assertThat(marks(talk)).isEqualTo(new ClearMarkers(BEGUN, 2, 2, 2, 0, 0, 0));

    talk.send(refresh("11:21"));
    assertThat(marks(talk)).isEqualTo(new ClearMarkers(BEGUN, 3, 3, 3, 3, 0, 0));

    talk.change(BotSettings.DEFAULT);
    talk.close();
    assertThat(marks(talk)).isEqualTo(new ClearMarkers(BEGUN, 4, 3, 3, 3, 0, 0));
  }

  @Test
  void aReloadedWindowWipesAllWithTheSessionItCloses() {
    talk.send(user("10:00"), refresh("10:01"));

    assertThat(marks(talk)).isEqualTo(marks(1, 1, 0));
  }

  @Test
  void aReloadedWindowThatFindsNoSessionWipesAllTheSame() {
    talk.send(refresh("10:00"));
    assertThat(marks(talk)).isEqualTo(marks(1, 1, 0));

    talk.close();
    talk.send(refresh("11:00"));
    assertThat(marks(talk)).isEqualTo(marks(3, 3, 0));
  }

  @Test
  void aReloadedWindowThatFindsAnInactiveSessionWipesAllAsIfTheSweepHadClosedIt() {
    talk.send(user("10:00"), refresh("10:15"));
    assertThat(talk.sessions().getFirst().closing().map(Closing::reason))
        .contains(CloseReason.INACTIVITY);
    assertThat(marks(talk)).isEqualTo(marks(1, 1, 0));

    Talk swept = Talk.proactive();
    swept.send(user("10:00"));
    swept.sweep("10:15");
    swept.send(refresh("10:15"));
    assertThat(marks(swept)).isEqualTo(marks(2, 2, 0));
  }

  @Test
  void aConnectionWithoutRefreshWipesNothing() {
    talk.send(user("10:00"), connect("10:01"));

    assertThat(marks(talk)).isEqualTo(marks(0, 0, 0));
  }

  @Test
  void aReloadThatComesLateWipesNothing() {
    talk.send(user("10:00"), bot("10:05"), refresh("10:04"));
    assertThat(marks(talk)).isEqualTo(marks(0, 0, 0));

    talk.close();
    talk.send(refresh("10:03"));
    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void discardsAreCountedAndTheLastThatDiscardedAllIsKnown() {
    talk.send(user("10:00"), event(ActivityType.DISCARD, "10:01"));
    assertThat(marks(talk)).isEqualTo(discards(0, 1, 0));

    talk.send(event(ActivityType.DISCARD_ALL, "10:02"), event(ActivityType.DISCARD, "10:03"));
    assertThat(marks(talk)).isEqualTo(discards(0, 3, 2));

    talk.close();
    assertThat(marks(talk)).isEqualTo(discards(1, 3, 2));
  }

  @Test
  void aDiscardThatComesTwiceCountsOnce() {
    talk.send(user("10:00"), event(ActivityType.DISCARD, "10:01").id("d"));
    talk.send(event(ActivityType.DISCARD, "10:02").id("d"));

    assertThat(marks(talk)).isEqualTo(discards(0, 1, 0));
  }

  @Test
  void aDiscardThatIsRefusedClearsNothing() {
    talk.send(user("10:00"), user("11:00"));

    assertThat(talk.trySend(event(ActivityType.DISCARD, "09:00")))
        .isInstanceOf(Recorder.RecordingResult.Refused.class);
    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void aLateDiscardInTheLiveSessionCounts() {
    talk.send(user("10:00"), bot("10:05"), event(ActivityType.DISCARD, "10:03"));

    assertThat(marks(talk)).isEqualTo(discards(0, 1, 0));
  }

  @Test
  void aDiscardAfterAnEarlySweepCountsAsWithoutTheSweep() {
    talk.send(user("10:00"), bot("10:02"));
    talk.sweep("10:15");
    talk.send(
        event(ActivityType.DISCARD, "10:05"), event(ActivityType.DISCARD_ALL, "10:01").id("late"));

    assertThat(talk.sessions()).hasSize(1);
    assertThat(marks(talk)).isEqualTo(discards(1, 2, 2));
  }

  @Test
  void aLateDiscardOfAnEndedSessionClearsNothing() {
    talk.send(user("10:00"), bot("10:10"));
    talk.close();
    talk.send(event(ActivityType.DISCARD, "10:05"));
    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));

    talk.send(user("11:00"), event(ActivityType.DISCARD_ALL, "10:06"));
    assertThat(marks(talk)).isEqualTo(marks(1, 0, 0));

    Talk split = Talk.proactive();
    split.send(user("10:00"), user("11:00"), event(ActivityType.DISCARD, "10:00:01"));
    assertThat(marks(split)).isEqualTo(marks(1, 0, 0));
  }

  @Test
  void eventsSentTogetherClearInTheirOrder() {
    talk.sendTogether(
        user("10:00"),
        event(ActivityType.DISCARD, "10:01"),
        event(ActivityType.DISCARD_ALL, "10:02"),
        refresh("10:03"),
        event(ActivityType.DISCARD, "10:04"),
        user("10:30"),
        event(ActivityType.DISCARD, "10:31"));

    assertThat(talk.sessions()).hasSize(3);
    assertThat(marks(talk)).isEqualTo(new ClearMarkers(BEGUN, 2, 0, 0, 1, 4, 2));
  }

  @Test
  void ordinaryEventsClearNothing() {
    talk.send(user("10:00"));
    for (ActivityType type : ActivityType.values()) {
      if (type != ActivityType.DISCARD && type != ActivityType.DISCARD_ALL) {
        talk.send(event(type, "10:01"));
      }
    }
    assertThat(marks(talk)).isEqualTo(marks(0, 0, 0));
  }

  @Test
  void everyClosingHasItsOrdinalNumber() {
    talk.send(user("10:00"));
    talk.close();
    // Wipes without closing anything: it takes a place in the count too.
    talk.send(refresh("11:00"), refresh("11:01"), user("12:00"));
    talk.sweep("12:15");

    assertThat(talk.sessions())
        .extracting(session -> ordinal(session))
        .containsExactly(Optional.of(1), Optional.of(3), Optional.of(4), Optional.of(5));
    assertThat(marks(talk)).isEqualTo(marks(5, 3, 0));
  }

  private static Optional<Integer> ordinal(Session session) {
    return session.closing().map(Closing::ordinal);
  }

  private static ClearMarkers marks(Talk of) {
    return of.store.readConsistently(TestEvents.HERE).clearMarkers();
  }

  private static ClearMarkers marks(int closings, int allWiped, int discards) {
    return new ClearMarkers(BEGUN, closings, 0, 0, allWiped, discards, 0);
  }

  private static ClearMarkers discards(int closings, int discards, int discardedAll) {
    return new ClearMarkers(BEGUN, closings, 0, 0, 0, discards, discardedAll);
  }
}
