package org.conversationsessions.domain.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;

/**
 * The figures of some sessions (contract, section 17). Figures of other kinds become further
 * components: everything that adds figures up does it by {@link #plus}.
 *
 * @param kinds the number of sessions of each kind
 */
public record SessionFigures(KindCounts kinds) {
  /** The figures of no sessions. */
  public static final SessionFigures NONE = new SessionFigures(KindCounts.NONE);

  private static final int DECIMALS = 4;

  /** Returns the sum of these figures and others. */
  public SessionFigures plus(SessionFigures other) {
    return new SessionFigures(kinds.plus(other.kinds));
  }

  /** Returns the figures of the sessions of these kinds. */
  public SessionFigures only(List<SessionKind> wanted) {
    return new SessionFigures(kinds.only(wanted));
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
   * Returns a quotient with four decimals, half rounded away from zero.
   *
   * @return empty if the divisor is zero
   */
  public static Optional<BigDecimal> quotient(long dividend, long divisor) {
    return divisor == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(dividend)
                .divide(BigDecimal.valueOf(divisor), DECIMALS, RoundingMode.HALF_UP));
  }
}
