package org.conversationsessions.domain.metric;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.history.TimeWindow;

/**
 * Divides windows at the days and hours of a time zone. A day begins at its first instant in the
 * zone; at a change of clocks it has 23 or 25 hours, in some zones another length. An hour begins
 * at each whole hour of the zone's clock and at each change of the clock, so it never has two
 * offsets.
 *
 * @param zone the time zone
 */
public record ZonedBins(ZoneId zone) {
  /**
   * Returns the bins of a window, the earliest first. The first one may begin before the window,
   * and the last one end after it, unless the interval is {@link MetricsInterval#TOTAL}.
   */
  public List<MetricsBin> of(TimeWindow window, MetricsInterval interval) {
    if (interval == MetricsInterval.TOTAL) {
      return List.of(new MetricsBin(window.from(), window.to().plusMillis(1)));
    }
    List<MetricsBin> bins = new ArrayList<>();
    Instant start = startOf(window.from(), interval);
    while (!start.isAfter(window.to())) {
      Instant end = interval == MetricsInterval.DAY ? nextDay(start) : nextHour(start);
      bins.add(new MetricsBin(start, end));
      start = end;
    }
    return bins;
  }

  /** Returns the hour of the day on the zone's clock, 0 to 23. */
  public int hourOfDay(Instant at) {
    return at.atZone(zone).getHour();
  }

  /** Returns the start of the bin in which an instant lies. */
  private Instant startOf(Instant at, MetricsInterval interval) {
    ZonedDateTime local = at.atZone(zone);
    if (interval == MetricsInterval.DAY) {
      return local.toLocalDate().atStartOfDay(zone).toInstant();
    }
    Instant wholeHour =
        local.toLocalDateTime().truncatedTo(ChronoUnit.HOURS).toInstant(local.getOffset());
    ZoneOffsetTransition change = zone.getRules().previousTransition(at.plusMillis(1));
    return change == null || change.getInstant().isBefore(wholeHour)
        ? wholeHour
        : change.getInstant();
  }

  private Instant nextDay(Instant start) {
    return start.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
  }

  private Instant nextHour(Instant start) {
    ZonedDateTime local = start.atZone(zone);
    Instant wholeHour =
        local
            .toLocalDateTime()
            .truncatedTo(ChronoUnit.HOURS)
            .plusHours(1)
            .toInstant(local.getOffset());
    ZoneOffsetTransition change = zone.getRules().nextTransition(start);
    return change == null || change.getInstant().isAfter(wholeHour)
        ? wholeHour
        : change.getInstant();
  }
}
