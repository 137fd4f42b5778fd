package org.conversationsessions.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.event.ScriptOutcome.ScriptFailure;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.junit.jupiter.api.Test;

/** What the published events are derived from (contract, section 8). */
class SessionEventTest {
  private static final Session LIVE = Sessions.live("u-1", 1);
  private static final Session CLOSED = Sessions.closed(LIVE, 1);
  private static final Instant SILENT_SINCE = Instant.parse("2026-03-01T10:00:00Z");
  private static final Session NUDGED = LIVE.with(new Nudge(SILENT_SINCE, SILENT_SINCE, 2));
  private static final ScriptFailure FAILURE = ScriptFailure.withoutLine("timeout", "too slow");

  @Test
  void theIdentifierIsTheSameForASessionAndAType() {
    assertThat(new SessionEvent.Started(LIVE).id()).isEqualTo(LIVE.id() + "-SessionStarted");
    assertThat(new SessionEvent.Message(CLOSED, "Bye").id())
        .isEqualTo(LIVE.id() + "-SessionMessage");
    assertThat(new SessionEvent.ScriptFailed(CLOSED, FAILURE).id())
        .isEqualTo(LIVE.id() + "-ClosureScriptFailed");
    assertThat(SessionEvent.Nudged.of(NUDGED, ClosureSettings.DEFAULT).id())
        .isEqualTo(LIVE.id() + "-SessionNudge-" + SILENT_SINCE.toEpochMilli());
    assertThat(new SessionEvent.Closed(CLOSED).id()).isEqualTo(LIVE.id() + "-SessionClosed");
  }

  @Test
  void aChangeIsAStartAClosingBothOrNeither() {
    assertChange(new SessionChange(null, LIVE), true, false);
    assertChange(new SessionChange(LIVE, CLOSED), false, true);
    assertChange(new SessionChange(null, CLOSED), true, true);
    assertChange(new SessionChange(LIVE, LIVE), false, false);
    assertChange(new SessionChange(CLOSED, CLOSED), false, false);
    assertChange(new SessionChange(CLOSED, null), false, false);
    assertChange(new SessionChange(null, null), false, false);
  }

  @Test
  void aChangeIsANudgeIfTheNudgeIsAnother() {
    Session again = LIVE.with(new Nudge(SILENT_SINCE.plusSeconds(60), SILENT_SINCE, 3));
    assertThat(new SessionChange(LIVE, NUDGED).isNudge()).isTrue();
    assertThat(new SessionChange(NUDGED, again).isNudge()).isTrue();
    assertThat(new SessionChange(NUDGED, NUDGED).isNudge()).isFalse();
    assertThat(new SessionChange(NUDGED, Sessions.closed(NUDGED, 1)).isNudge()).isFalse();
    assertThat(new SessionChange(LIVE, LIVE).isNudge()).isFalse();
    assertThat(new SessionChange(null, NUDGED).isNudge()).isFalse();
    assertThat(new SessionChange(NUDGED, null).isNudge()).isFalse();
  }

  @Test
  void aNudgeHasOneOfTheTextsAndAlwaysTheSameForASilence() {
    ClosureSettings settings =
        new ClosureSettings(
            ClosureSettings.ClosureBehavior.SILENT,
            List.of("Bye"),
            Set.of(),
            List.of("a", "b", "c"),
            Optional.empty());
    Set<String> texts = new HashSet<>();
    for (int minute = 0; minute < 60; minute++) {
      Instant since = SILENT_SINCE.plusSeconds(60L * minute);
      Session nudged = LIVE.with(new Nudge(since, since, 3));
      Session repeated = LIVE.with(new Nudge(since, since.plusSeconds(minute), 4));
      SessionEvent.Nudged event = SessionEvent.Nudged.of(nudged, settings);
      assertThat(SessionEvent.Nudged.of(repeated, settings).text()).isEqualTo(event.text());
      texts.add(event.text());
    }
    assertThat(texts).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void aScriptClearedAnythingIfItClearedAllOrOneProfile() {
    assertThat(outcome(true, Set.of()).clearsAnything()).isTrue();
    assertThat(outcome(false, Set.of("bank")).clearsAnything()).isTrue();
    assertThat(outcome(false, Set.of()).clearsAnything()).isFalse();
  }

  @Test
  void anotherAttemptMayHelpIfTheScriptDidNotCauseTheFailure() {
    assertThat(ScriptFailure.withoutLine(ScriptFailure.CRASHED, "").isTransient()).isTrue();
    assertThat(ScriptFailure.withoutLine(ScriptFailure.PLATFORM, "").isTransient()).isTrue();
    assertThat(FAILURE.isTransient()).isFalse();
    assertThat(FAILURE).isEqualTo(new ScriptFailure("timeout", "too slow", 0));
  }

  @Test
  void onlyAClosedSessionHasAClosingWithAScript() {
    assertThat(new ScriptedClosing(CLOSED, "1").session()).isEqualTo(CLOSED);
    assertThatIllegalArgumentException().isThrownBy(() -> new ScriptedClosing(LIVE, "1"));
  }

  private static void assertChange(SessionChange change, boolean isStart, boolean isClosing) {
    assertThat(change.isStart()).as("start: %s", change).isEqualTo(isStart);
    assertThat(change.isClosing()).as("closing: %s", change).isEqualTo(isClosing);
  }

  private static ScriptOutcome outcome(boolean clearedAll, Set<String> profiles) {
    return new ScriptOutcome(clearedAll, profiles, Optional.of(FAILURE));
  }
}
