package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountChangeTest {
  private static final Instant LATER = Instant.parse("2027-02-18T00:00:00Z");
  private static final SessionKind KIND = SessionKind.ALL.get(2);
  private static final SessionKind OTHER = SessionKind.ALL.get(4);
  private static final SessionMeasures FOUR = new SessionMeasures(1, 4, 4_000, 2, 1, 0, 0);
  private static final SessionMeasures SIX = new SessionMeasures(1, 6, 9_000, 2, 2, 0, 1);

  @Test
  void aSessionCountsOnTheDayOfItsStart() {
    assertThat(change(null, live(KIND)).day()).isEqualTo(LocalDate.EPOCH);
  }

  @Test
  void aStartAddsOneAndARemovalTakesItAwayWithItsMeasures() {
    assertThat(change(null, live(KIND)).deltas())
        .containsExactly(new Delta(0, KIND, 1, SessionMeasures.NONE, LATER));
    assertThat(change(null, closed(KIND, FOUR)).deltas())
        .containsExactly(new Delta(0, KIND, 1, FOUR, LATER));
    assertThat(change(closed(KIND, FOUR), null).deltas())
        .containsExactly(new Delta(0, KIND, -1, SessionMeasures.NONE.minus(FOUR), null));
  }

  @Test
  void aChangeOfKindSubtractsTheOldAndAddsTheNew() {
    assertThat(change(live(KIND), closed(OTHER, FOUR)).deltas())
        .containsExactly(
            new Delta(0, KIND, -1, SessionMeasures.NONE, null),
            new Delta(0, OTHER, 1, FOUR, LATER));
    assertThat(change(closed(KIND, FOUR), closed(OTHER, SIX)).deltas())
        .containsExactly(
            new Delta(0, KIND, -1, SessionMeasures.NONE.minus(FOUR), null),
            new Delta(0, OTHER, 1, SIX, LATER));
  }

  @Test
  void withoutAChangeOfKindTheMeasuresAloneChange() {
    assertThat(change(live(KIND), live(KIND)).deltas())
        .containsExactly(new Delta(0, KIND, 0, SessionMeasures.NONE, LATER));
    assertThat(change(live(KIND), closed(KIND, FOUR)).deltas())
        .containsExactly(new Delta(0, KIND, 0, FOUR, LATER));
    assertThat(change(closed(KIND, FOUR), closed(KIND, SIX)).deltas())
        .containsExactly(new Delta(0, KIND, 0, SIX.minus(FOUR), LATER));
  }

  private static CountedSession live(SessionKind kind) {
    return new CountedSession(kind, SessionMeasures.NONE);
  }

  private static CountedSession closed(SessionKind kind, SessionMeasures measures) {
    return new CountedSession(kind, measures);
  }

  private static CountChange change(
      @Nullable CountedSession before, @Nullable CountedSession after) {
    return new CountChange(
        new SequenceNumber("1"),
        new BotId("st-1"),
        "u",
        Instant.ofEpochSecond(9),
        before,
        after,
        after == null ? null : LATER,
        "");
  }
}
