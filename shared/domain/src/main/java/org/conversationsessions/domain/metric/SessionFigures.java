package org.conversationsessions.domain.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;

/**
 * The figures of some sessions (contract, section 17). Figures of other kinds become further
 * components: everything that adds figures up does it by {@link #plus}.
 *
 * @param kinds the number of sessions of each kind
 * @param measures the measures of those that are closed; empty if they are unknown, or not asked
 *     for. They are never those of a part of the sessions
 * @param users the numbers of end users; empty if they are unknown, or not asked for
 */
public record SessionFigures(
    KindCounts kinds, Optional<SessionMeasures> measures, Optional<EndUsers> users) {
  /** The figures of no sessions, without measures. */
  public static final SessionFigures NONE = counted(KindCounts.NONE, Optional.empty());

  private static final int DECIMALS = 4;
  private static final long MILLIS_PER_SECOND = 1000;

  /** Returns figures without end users. */
  public static SessionFigures counted(KindCounts kinds, Optional<SessionMeasures> measures) {
    return new SessionFigures(kinds, measures, Optional.empty());
  }

  /**
   * Returns the sum of these figures and others. Its measures are empty if either has none. It has
   * no end users: an end user may be in both.
   */
  public SessionFigures plus(SessionFigures other) {
    return counted(
        kinds.plus(other.kinds), measures.flatMap(mine -> other.measures.map(mine::plus)));
  }

  /** Returns these figures with other numbers of end users. */
  public SessionFigures with(Optional<EndUsers> newUsers) {
    return new SessionFigures(kinds, measures, newUsers);
  }

  /** Returns the number of sessions. */
  public long sessions() {
    return kinds.total();
  }

  /** Returns the number of sessions with a containment. A live session has its present one. */
  public long sessions(ContainmentType containment) {
    return kinds.count(SessionKind.matching(Optional.of(containment), Optional.empty()));
  }

  /** Returns the number of sessions of a type. */
  public long sessions(SessionType type) {
    return kinds.count(SessionKind.matching(Optional.empty(), Optional.of(type)));
  }

  /** Returns the share of the sessions that has a containment; empty if there are no sessions. */
  public Optional<BigDecimal> rate(ContainmentType containment) {
    return quotient(sessions(containment), sessions());
  }

  /**
   * Returns the messages of the closed sessions divided by their number; empty if they are unknown
   * or there are none.
   */
  public Optional<BigDecimal> messagesPerSession() {
    return measures.flatMap(known -> quotient(known.messages(), known.closedSessions()));
  }

  /**
   * Returns the average duration of the closed sessions in seconds; empty if it is unknown or there
   * are none.
   */
  public Optional<BigDecimal> averageDurationSeconds() {
    return measures.flatMap(
        known ->
            quotient(
                known.durationMillis(),
                Math.multiplyExact(known.closedSessions(), MILLIS_PER_SECOND)));
  }

  /**
   * Returns the sessions divided by the end users; empty if these are unknown or there are none.
   */
  public Optional<BigDecimal> sessionsPerUser() {
    return users.flatMap(known -> quotient(sessions(), known.users()));
  }

  /**
   * Returns a quotient with four decimals, half rounded away from zero.
   *
   * @return empty if the divisor is zero
   */
  public static Optional<BigDecimal> quotient(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0
        ? Optional.empty()
        : Optional.of(dividend.divide(divisor, DECIMALS, RoundingMode.HALF_UP));
  }

  /** Returns the {@link #quotient(BigDecimal, BigDecimal)} of whole numbers. */
  public static Optional<BigDecimal> quotient(long dividend, long divisor) {
    return quotient(BigDecimal.valueOf(dividend), BigDecimal.valueOf(divisor));
  }
}
