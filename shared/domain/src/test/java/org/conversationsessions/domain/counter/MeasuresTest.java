package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Contract, section 17.5: what is measured")
class MeasuresTest {
  private static final Instant START = Instant.parse("2026-03-01T10:06:24.500Z");
  private static final SessionKind KIND = SessionKind.ALL.get(2);
  private static final SessionKind OTHER = SessionKind.ALL.get(4);
  private static final SessionMeasures SOME = new SessionMeasures(1, 20, 300, 4, 50, 6, 70);
  private static final SessionMeasures MORE = new SessionMeasures(10, 2, 30, 40, 5, 60, 7);

  @Test
  void aClosedSessionHasAllMeasuresAndALiveOneNone() {
    Session session = session(ContainmentType.SELF_SERVICE, Optional.empty(), false, true);

    assertThat(SessionMeasures.of(session))
        .isEqualTo(new SessionMeasures(1, 17, 1_860_001, 3, 3, 0, 0));
    assertThat(
            SessionMeasures.of(
                session(ContainmentType.SELF_SERVICE, Optional.empty(), false, false)))
        .isEqualTo(SessionMeasures.NONE);
  }

  @Test
  void aDevelopersSessionIsMeasuredAndNotBilled() {
    assertThat(SessionMeasures.of(session(ContainmentType.DROP_OFF, Optional.empty(), true, true)))
        .isEqualTo(new SessionMeasures(1, 17, 1_860_001, 3, 0, 0, 1));
  }

  @Test
  void aTransferAfterACompletedTaskIsMeasuredIfTheSessionWentToAnAgent() {
    for (ContainmentType containment : ContainmentType.values()) {
      for (boolean afterTask : new boolean[] {false, true}) {
        SessionMeasures measures =
            SessionMeasures.of(
                session(
                    containment, Optional.of(new AgentTransfer(START, afterTask)), false, true));
        assertThat(measures.transfersAfterTask())
            .isEqualTo(afterTask && containment == ContainmentType.AGENT ? 1 : 0);
        assertThat(measures.billingSessions()).isEqualTo(1);
      }
    }
    assertThat(
            SessionMeasures.of(session(ContainmentType.AGENT, Optional.empty(), false, true))
                .transfersAfterTask())
        .isZero();
  }

  @Test
  void measuresAddUpOneByOne() {
    assertThat(SOME.plus(MORE)).isEqualTo(new SessionMeasures(11, 22, 330, 44, 55, 66, 77));
    assertThat(SOME.minus(MORE)).isEqualTo(new SessionMeasures(-9, 18, 270, -36, 45, -54, 63));
    assertThat(SOME.minus(SOME)).isEqualTo(SessionMeasures.NONE);
  }

  @Test
  void aCountedSessionHasItsKindAndItsMeasures() {
    Session session = session(ContainmentType.AGENT, Optional.empty(), false, true);

    assertThat(CountedSession.of(session))
        .isEqualTo(new CountedSession(OTHER, SessionMeasures.of(session)));
  }

  @Test
  void measuresOfHoursAreThoseOfTheirChanges() {
    HourlyMeasures day =
        HourlyMeasures.EMPTY.plus(
            List.of(
                delta(Duration.ZERO, KIND, SOME),
                delta(Duration.ofHours(1).minusMillis(1), KIND, MORE),
                delta(Duration.ofHours(23), OTHER, SOME),
                delta(Duration.ofHours(5), OTHER, SessionMeasures.NONE)));

    assertThat(day.values())
        .containsOnlyKeys(new HourlyMeasures.Key(0, KIND), new HourlyMeasures.Key(23, OTHER))
        .containsEntry(new HourlyMeasures.Key(0, KIND), SOME.plus(MORE));
    assertThat(day.isEmpty()).isFalse();
    assertThat(HourlyMeasures.EMPTY.isEmpty()).isTrue();
    HourlyMeasures back =
        day.plus(
            List.of(
                delta(Duration.ZERO, KIND, SessionMeasures.NONE.minus(SOME.plus(MORE))),
                delta(Duration.ofHours(23), OTHER, SessionMeasures.NONE.minus(SOME))));
    assertThat(back).isEqualTo(HourlyMeasures.EMPTY);
  }

  @Test
  void hoursAreInOrderAndKindsInTheirs() {
    HourlyMeasures day = at(9, OTHER, SOME).plus(at(9, KIND, SOME)).plus(at(2, OTHER, SOME));

    assertThat(day.values().keySet())
        .containsExactly(
            new HourlyMeasures.Key(2, OTHER),
            new HourlyMeasures.Key(9, KIND),
            new HourlyMeasures.Key(9, OTHER));
  }

  @Test
  void measuresOfHoursAreAddedAndSubtracted() {
    HourlyMeasures one = at(1, KIND, SOME).plus(at(2, KIND, MORE));
    HourlyMeasures two = at(2, KIND, SOME).plus(at(3, OTHER, MORE));

    assertThat(one.plus(two))
        .isEqualTo(at(1, KIND, SOME).plus(at(2, KIND, SOME.plus(MORE))).plus(at(3, OTHER, MORE)));
    assertThat(one.plus(two).minus(two)).isEqualTo(one);
    assertThat(one.minus(one)).isEqualTo(HourlyMeasures.EMPTY);
  }

  @Test
  void aSumIsOverKindsAndHoursWithBothEnds() {
    HourlyMeasures day =
        at(0, KIND, SOME).plus(at(9, KIND, MORE)).plus(at(9, OTHER, SOME)).plus(at(23, KIND, MORE));

    assertThat(day.sum(SessionKind.ALL)).isEqualTo(SOME.plus(MORE).plus(SOME).plus(MORE));
    assertThat(day.sum(List.of(KIND))).isEqualTo(SOME.plus(MORE).plus(MORE));
    assertThat(day.sum(List.of(KIND), 0, 9)).isEqualTo(SOME.plus(MORE));
    assertThat(day.sum(List.of(KIND), 9, 23)).isEqualTo(MORE.plus(MORE));
    assertThat(day.sum(List.of(KIND, OTHER), 1, 22)).isEqualTo(MORE.plus(SOME));
    assertThat(day.sum(List.of(OTHER), 10, 23)).isEqualTo(SessionMeasures.NONE);
  }

  @Test
  void aDayIsTheSumOfItsEndUsers() {
    DayMeasures one = new DayMeasures(1, 0, at(1, KIND, SOME));
    DayMeasures two = new DayMeasures(10, 20, at(1, KIND, MORE));
    DayMeasures sum = new DayMeasures(11, 20, at(1, KIND, SOME.plus(MORE)));

    assertThat(one.plus(two)).isEqualTo(sum);
    assertThat(sum.minus(two)).isEqualTo(one);
    assertThat(one.minus(one)).isEqualTo(DayMeasures.NONE);
    assertThat(two.withoutSessions())
        .isEqualTo(new DayMeasures(10, 20, HourlyMeasures.EMPTY))
        .isNotEqualTo(two);
    assertThat(one.with(at(2, OTHER, MORE))).isEqualTo(new DayMeasures(1, 0, at(2, OTHER, MORE)));
  }

  private static HourlyMeasures at(int hour, SessionKind kind, SessionMeasures measures) {
    TreeMap<HourlyMeasures.Key, SessionMeasures> values = new TreeMap<>();
    values.put(new HourlyMeasures.Key(hour, kind), measures);
    return new HourlyMeasures(values);
  }

  private static Delta delta(Duration at, SessionKind kind, SessionMeasures measures) {
    Instant midnight = Instant.parse("2026-11-20T00:00:00Z");
    return new Delta(TimeBucket.of(midnight.plus(at)), kind, 1, measures, null);
  }

  /** Returns a session of 31 minutes and one millisecond. */
  private static Session session(
      ContainmentType containment,
      Optional<AgentTransfer> transfer,
      boolean developer,
      boolean closed) {
    return new Session(
        SessionId.of(START, 1),
        new ConversationKey(new BotId("st-1"), "ann", "rtm"),
        START.plus(Duration.ofMinutes(31)).plusMillis(1),
        List.of(),
        SessionType.INTERACTIVE,
        containment,
        transfer,
        developer,
        Tags.NONE,
        17,
        3,
        closed ? Optional.of(new Closing(CloseReason.API, START, "en", 1, 1)) : Optional.empty());
  }
}
