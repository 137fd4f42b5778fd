package org.conversationsessions.domain.metric;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.history.TimeWindow;

/**
 * The metrics of sessions (contract, section 17).
 *
 * @param window the window; it begins later than the query's if the retention has passed
 * @param asOf what was recorded before this instant is normally counted; CountsLateAlarm tells
 *     operators when it may not be
 * @param totals the figures of all sessions
 * @param previous those of the window before; empty if they were not asked for
 * @param series the figures of each bin of the window, the earliest first
 * @param groups the figures of each group that has sessions, the largest first, equal ones by their
 *     key
 * @param activeHours the figures of each hour of the day from 0 to 23; empty if they were not asked
 *     for
 */
public record MetricsResult(
    TimeWindow window,
    Instant asOf,
    SessionFigures totals,
    Optional<Previous> previous,
    List<BinFigures> series,
    List<Group> groups,
    List<SessionFigures> activeHours) {
  private static final long DAY_MILLIS = 86_400_000;

  /** Copies the lists. */
  public MetricsResult {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
    activeHours = List.copyOf(activeHours);
  }

  /**
   * The figures of the window before.
   *
   * @param window the window, as far as sessions of it are kept
   * @param totals the figures of all sessions
   * @param isComparable whether no session of the window can have expired: it does not begin before
   *     the retention
   */
  public record Previous(TimeWindow window, SessionFigures totals, boolean isComparable) {}

  /**
   * The figures of a bin.
   *
   * @param figures those of its sessions in the window
   */
  public record BinFigures(MetricsBin bin, SessionFigures figures) {}

  /**
   * The figures of a group.
   *
   * @param key what its sessions have in common
   */
  public record Group(GroupKey key, SessionFigures figures) {}

  /** Returns the number of sessions divided by the window's length in days, with four decimals. */
  public BigDecimal sessionsPerDay() {
    return SessionFigures.quotient(
            Math.multiplyExact(totals.sessions(), DAY_MILLIS),
            MetricsQuery.length(window).toMillis())
        .orElse(BigDecimal.ZERO);
  }
}
