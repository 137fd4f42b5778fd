package org.conversationsessions.domain.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsResult.BinFigures;
import org.conversationsessions.domain.metric.MetricsResult.Group;
import org.conversationsessions.domain.metric.MetricsResult.Previous;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;

/** Adds counted sessions up to the figures that a query asks for. Mutable. */
public final class MetricsAggregator {
  private static final int HOURS = 24;

  private final MetricsQuery query;
  private final List<SessionKind> kinds;
  private final Part current;
  private final Optional<Part> previous;
  private final NavigableMap<Instant, SessionFigures> series = new TreeMap<>();
  private final Map<GroupKey, SessionFigures> groups = new HashMap<>();
  private final SessionFigures[] activeHours = new SessionFigures[HOURS];

  /** Creates an aggregator without sessions. */
  public MetricsAggregator(MetricsQuery query) {
    this.query = query;
    this.kinds = query.kinds();
    this.current = new Part(query.window());
    this.previous = query.previous().map(Part::new);
    Arrays.fill(activeHours, SessionFigures.NONE);
    query
        .bins()
        .of(query.window(), query.interval())
        .forEach(bin -> series.put(bin.start(), SessionFigures.NONE));
  }

  /** A window and the figures of its sessions. */
  private static final class Part {
    private final TimeWindow window;
    private SessionFigures totals = SessionFigures.NONE;
    private @Nullable Instant first;

    Part(TimeWindow window) {
      this.window = window;
    }

    void keptSince(Instant start) {
      first = first == null || start.isBefore(first) ? start : first;
    }

    /**
     * Returns the window without the part that the retention has emptied: it begins with the hour
     * of its first session, or at the retention's edge if that is earlier.
     *
     * @param edge the hour in which sessions started that closed at once and now expire; empty if
     *     sessions are kept for ever
     */
    TimeWindow kept(Optional<Instant> edge) {
      if (edge.isEmpty() || !window.from().isBefore(edge.get())) {
        return window;
      }
      Instant begin = edge.get();
      if (first != null && first.isBefore(begin)) {
        begin = first.truncatedTo(ChronoUnit.HOURS);
      }
      if (begin.isBefore(window.from())) {
        return window;
      }
      return new TimeWindow(begin.isAfter(window.to()) ? window.to() : begin, window.to());
    }
  }

  /**
   * Adds sessions that no boundary of the query lies between.
   *
   * @param bot the bot
   * @param start the start of one of them, or an instant between boundaries and starts
   * @param counts the numbers of sessions of every kind; the aggregator applies the query's filters
   */
  public void add(BotId bot, Instant start, KindCounts counts) {
    if (counts.total() == 0) {
      return;
    }
    SessionFigures figures = new SessionFigures(counts.only(kinds));
    previous
        .filter(part -> part.window.contains(start))
        .ifPresent(part -> add(part, start, figures));
    if (!current.window.contains(start)) {
      return;
    }
    add(current, start, figures);
    series.merge(series.floorKey(start), figures, SessionFigures::plus);
    if (query.activeHours()) {
      int hour = query.bins().hourOfDay(start);
      activeHours[hour] = activeHours[hour].plus(figures);
    }
    if (!query.groupBy().isEmpty()) {
      for (SessionKind kind : kinds) {
        groups.merge(
            GroupKey.of(bot, kind, query.groupBy()),
            figures.only(List.of(kind)),
            SessionFigures::plus);
      }
    }
  }

  private static void add(Part part, Instant start, SessionFigures figures) {
    part.keptSince(start);
    part.totals = part.totals.plus(figures);
  }

  /**
   * Returns the metrics of the sessions that were added.
   *
   * @param now the current time
   * @param retention how long closed sessions are kept; zero: for ever
   * @param lag how long before now a session must have been recorded to be among those added
   */
  public MetricsResult result(Instant now, Duration retention, Duration lag) {
    Optional<Instant> edge =
        retention.isZero()
            ? Optional.empty()
            : Optional.of(now.minus(retention).truncatedTo(ChronoUnit.HOURS));
    TimeWindow window = current.kept(edge);
    List<BinFigures> bins = new ArrayList<>();
    for (MetricsBin bin : query.bins().of(window, query.interval())) {
      bins.add(
          new BinFigures(
              bin,
              query.interval() == MetricsInterval.TOTAL
                  ? current.totals
                  : series.getOrDefault(bin.start(), SessionFigures.NONE)));
    }
    return new MetricsResult(
        window,
        now.minus(lag),
        current.totals,
        previous.map(part -> previous(part, edge)),
        bins,
        sortedGroups(),
        query.activeHours() ? List.of(activeHours) : List.of());
  }

  private static Previous previous(Part part, Optional<Instant> edge) {
    TimeWindow kept = part.kept(edge);
    return new Previous(kept, part.totals, kept.equals(part.window));
  }

  private List<Group> sortedGroups() {
    return groups.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .filter(group -> group.figures().sessions() > 0)
        .sorted(
            Comparator.comparingLong((Group group) -> group.figures().sessions())
                .reversed()
                .thenComparing(Group::key))
        .toList();
  }
}
