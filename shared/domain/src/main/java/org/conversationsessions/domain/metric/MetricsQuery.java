package org.conversationsessions.domain.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;

/**
 * A query for the metrics of bots' sessions (contract, section 17).
 *
 * @param bots the bots whose sessions are counted; their sharding gives the partitions
 * @param window the window of their start
 * @param interval the length of the series' bins
 * @param bins the time zone of bins and hours of the day
 * @param containment the containment; empty: any
 * @param type the session type; empty: any
 * @param groupBy what the sessions are grouped by; empty: no groups
 * @param comparePrevious whether the window of the same length right before is counted too
 * @param activeHours whether the sessions of each hour of the day are counted
 * @param measures whether measures of closed sessions and numbers of end users are wanted
 */
public record MetricsQuery(
    List<Bot> bots,
    TimeWindow window,
    MetricsInterval interval,
    ZonedBins bins,
    Optional<ContainmentType> containment,
    Optional<SessionType> type,
    Set<MetricsDimension> groupBy,
    boolean comparePrevious,
    boolean activeHours,
    boolean measures) {
  /** Copies the collections. */
  public MetricsQuery {
    bots = List.copyOf(bots);
    groupBy = Set.copyOf(groupBy);
  }

  /** Returns the kinds of sessions that the filters let through. */
  public List<SessionKind> kinds() {
    return SessionKind.matching(containment, type);
  }

  /** Returns the window of the same length right before; empty if it is not asked for. */
  public Optional<TimeWindow> previous() {
    if (!comparePrevious) {
      return Optional.empty();
    }
    Instant end = window.from().minusMillis(1);
    return Optional.of(new TimeWindow(end.minus(length(window)).plusMillis(1), end));
  }

  /** Returns the number of shards of all bots: for each the highest on a day that is counted. */
  public int shards() {
    Instant from = previous().orElse(window).from();
    return bots.stream().mapToInt(bot -> bot.sharding().maxShards(from, window.to())).sum();
  }

  /** Returns the number of UTC days in the window and in the window before, if that is counted. */
  public long days() {
    return days(window) + previous().map(MetricsQuery::days).orElse(0L);
  }

  private static long days(TimeWindow window) {
    return ChronoUnit.DAYS.between(TimeBucket.day(window.from()), TimeBucket.day(window.to())) + 1;
  }

  /** Returns a window's length, with its last millisecond. */
  public static Duration length(TimeWindow window) {
    return window.length().plusMillis(1);
  }

  /**
   * Returns the instants in the window at which sessions must be counted apart: where a bin begins
   * and, for active hours, where an hour of the zone's clock begins. Since 1970 all of them are at
   * whole ten seconds.
   */
  public NavigableSet<Instant> boundaries() {
    NavigableSet<Instant> boundaries = new TreeSet<>();
    bins.of(window, interval).forEach(bin -> boundaries.add(bin.start()));
    if (activeHours) {
      bins.of(window, MetricsInterval.HOUR).forEach(hour -> boundaries.add(hour.start()));
    }
    return boundaries;
  }
}
