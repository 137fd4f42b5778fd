package org.conversationsessions.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.event.ScriptOutcome.ScriptFailure;
import org.conversationsessions.domain.session.Session;
import org.junit.jupiter.api.Test;

/** What the published events are derived from (contract, section 8). */
class SessionEventTest {
  private static final Session LIVE = Sessions.live("u-1", 1);
  private static final Session CLOSED = Sessions.closed(LIVE, 1);
  private static final ScriptFailure FAILURE = ScriptFailure.withoutLine("timeout", "too slow");

  @Test
  void theIdentifierIsTheSameForASessionAndAType() {
    assertThat(new SessionEvent.Started(LIVE).id()).isEqualTo(LIVE.id() + "-SessionStarted");
    assertThat(new SessionEvent.Message(CLOSED, "Bye").id())
        .isEqualTo(LIVE.id() + "-SessionMessage");
    assertThat(new SessionEvent.ScriptFailed(CLOSED, FAILURE).id())
        .isEqualTo(LIVE.id() + "-ClosureScriptFailed");
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
