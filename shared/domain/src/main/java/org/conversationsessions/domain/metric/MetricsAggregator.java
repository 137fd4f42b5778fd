package org.conversationsessions.domain.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
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
  private final CountedWindow current;
  private final Optional<CountedWindow> previous;
  private final NavigableMap<Instant, SessionFigures> series = new TreeMap<>();
  private final Map<GroupKey, SessionFigures> groups = new HashMap<>();
  private final SessionFigures[] activeHours = new SessionFigures[HOURS];
  private final Map<LocalDate, Map<BotId, Optional<EndUsers>>> users = new HashMap<>();

  /** The measures of a count of sessions, until measures are added. */
  private final Optional<SessionMeasures> unmeasured;

  /** Creates an aggregator without sessions. */
  public MetricsAggregator(MetricsQuery query) {
    this.query = query;
    this.kinds = query.kinds();
    this.unmeasured = query.measures() ? Optional.of(SessionMeasures.NONE) : Optional.empty();
    SessionFigures none = SessionFigures.counted(KindCounts.NONE, unmeasured);
    this.current = new CountedWindow(query.window(), none);
    this.previous = query.previous().map(window -> new CountedWindow(window, none));
    Arrays.fill(activeHours, none);
    query.bins().of(query.window(), query.interval()).forEach(bin -> series.put(bin.start(), none));
  }

  /**
   * Counted sessions that lie between two neighbouring boundaries of the query.
   *
   * @param start the start of one of them, or any instant of the range for which they were counted
   * @param counts the numbers of sessions of every kind
   */
  public record CountedSessions(Instant start, KindCounts counts) {}

  /** A window and the figures of its sessions. */
  private static final class CountedWindow {
    private final TimeWindow window;
    private SessionFigures totals;
    private @Nullable Instant earliestStart;

    CountedWindow(TimeWindow window, SessionFigures none) {
      this.window = window;
      this.totals = none;
    }

    void noteStart(Instant start) {
      if (earliestStart == null || start.isBefore(earliestStart)) {
        earliestStart = start;
      }
    }

    /**
     * Returns the window without the part that the retention has emptied: it begins with the hour
     * of its first counted session, or at the retention's edge if that is earlier.
     *
     * @param edge the hour of the present time less the retention: a session that closed when it
     *     started, and started before, has expired; empty if sessions are kept for ever
     */
    TimeWindow withoutExpired(Optional<Instant> edge) {
      if (!beginsBefore(edge)) {
        return window;
      }
      Instant begin = edge.get();
      if (earliestStart != null && earliestStart.isBefore(begin)) {
        begin = earliestStart.truncatedTo(ChronoUnit.HOURS);
      }
      if (begin.isBefore(window.from())) {
        return window;
      }
      return new TimeWindow(begin.isAfter(window.to()) ? window.to() : begin, window.to());
    }

    /** Returns whether sessions of the window may have expired. */
    boolean beginsBefore(Optional<Instant> edge) {
      return edge.isPresent() && window.from().isBefore(edge.get());
    }
  }

  /**
   * Adds sessions that belong to the same bin, hour of the day and windows.
   *
   * @param bot the bot of the sessions
   * @param sessions the sessions; the aggregator applies the query's filters
   */
  public void add(BotId bot, CountedSessions sessions) {
    Instant start = sessions.start;
    KindCounts counts = sessions.counts;
    if (counts.total() == 0) {
      return;
    }
    SessionFigures figures = SessionFigures.counted(counts.only(kinds), unmeasured);
    previous
        .filter(before -> before.window.contains(start))
        .ifPresent(before -> add(before, start, figures));
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
            SessionFigures.counted(counts.only(List.of(kind)), unmeasured),
            SessionFigures::plus);
      }
    }
  }

  /**
   * Adds measures of sessions. Measures of an hour cannot be divided. Where a boundary of the query
   * lies between the hour's sessions of a kind, their measures belong to the totals and groups. In
   * the bins and hours of the day they are unknown.
   *
   * @param bot the bot of the sessions
   * @param parts the sessions that are measured, divided at the query's boundaries; all of them are
   *     in the query's window, or all in the window before. They are added by {@link #add} too
   * @param measures the measures of all parts together, by kind; a kind without an entry has none;
   *     empty if they are unknown
   */
  public void measure(
      BotId bot,
      List<CountedSessions> parts,
      Optional<Map<SessionKind, SessionMeasures>> measures) {
    for (SessionKind kind : kinds) {
      List<Instant> starts =
          parts.stream()
              .filter(part -> part.counts.count(List.of(kind)) != 0)
              .map(CountedSessions::start)
              .toList();
      if (!starts.isEmpty()) {
        measure(
            bot,
            kind,
            starts,
            SessionFigures.counted(
                KindCounts.NONE,
                measures.map(known -> known.getOrDefault(kind, SessionMeasures.NONE))));
      }
    }
  }

  private void measure(BotId bot, SessionKind kind, List<Instant> starts, SessionFigures measured) {
    Instant first = starts.getFirst();
    previous
        .filter(before -> before.window.contains(first))
        .ifPresent(before -> before.totals = before.totals.plus(measured));
    if (!current.window.contains(first)) {
      return;
    }
    current.totals = current.totals.plus(measured);
    measureUndivided(
        starts.stream().map(series::floorKey).collect(Collectors.toSet()),
        measured,
        (bin, figures) -> series.merge(bin, figures, SessionFigures::plus));
    if (query.activeHours()) {
      measureUndivided(
          starts.stream().map(query.bins()::hourOfDay).collect(Collectors.toSet()),
          measured,
          (hour, figures) -> activeHours[hour] = activeHours[hour].plus(figures));
    }
    if (!query.groupBy().isEmpty()) {
      groups.merge(GroupKey.of(bot, kind, query.groupBy()), measured, SessionFigures::plus);
    }
  }

  private <K> void measureUndivided(
      Set<K> places, SessionFigures measured, BiConsumer<K, SessionFigures> add) {
    boolean known = places.size() == 1 || measured.measures().equals(unmeasured);
    places.forEach(place -> add.accept(place, known ? measured : SessionFigures.NONE));
  }

  /**
   * Adds the numbers of end users of a day. A day for which none are added has no end users.
   *
   * @param bot the bot of the sessions
   * @param day the day in UTC
   * @param added the numbers of a shard of the bot; empty if they are unknown
   */
  public void addUsers(BotId bot, LocalDate day, Optional<EndUsers> added) {
    users.computeIfAbsent(day, any -> new HashMap<>()).merge(bot, added, MetricsAggregator::sum);
  }

  private static Optional<EndUsers> sum(Optional<EndUsers> some, Optional<EndUsers> others) {
    return some.flatMap(known -> others.map(known::plus));
  }

  /**
   * Returns the end users of a range of starts; empty unless it is a whole UTC day. End users are
   * counted by day and not by kind, and those of two days may be the same.
   *
   * @param window the part of the query's window of which sessions are kept
   * @param which the bots
   */
  private Optional<EndUsers> users(MetricsBin range, TimeWindow window, Predicate<BotId> which) {
    LocalDate day = TimeBucket.day(range.start());
    MetricsBin wholeDay =
        new MetricsBin(
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    if (!query.measures()
        || kinds.size() < SessionKind.ALL.size()
        || !range.equals(wholeDay)
        || !window.contains(range.start())
        || !window.contains(range.end().minusMillis(1))) {
      return Optional.empty();
    }
    return users.getOrDefault(day, Map.of()).entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Optional.of(EndUsers.NONE), MetricsAggregator::sum);
  }

  private SessionFigures withUsers(SessionFigures totals, TimeWindow window) {
    return totals.with(users(whole(window), window, any -> true));
  }

  private static MetricsBin whole(TimeWindow window) {
    return new MetricsBin(window.from(), window.to().plusMillis(1));
  }

  private static void add(CountedWindow window, Instant start, SessionFigures figures) {
    // A session that the filter excludes is in no figure, so the figures do not begin with it.
    if (figures.sessions() != 0) {
      window.noteStart(start);
    }
    window.totals = window.totals.plus(figures);
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
    TimeWindow window = current.withoutExpired(edge);
    SessionFigures totals = withUsers(current.totals, window);
    List<BinFigures> bins = new ArrayList<>();
    for (MetricsBin bin : query.bins().of(window, query.interval())) {
      bins.add(
          new BinFigures(
              bin,
              query.interval() == MetricsInterval.TOTAL
                  ? totals
                  : series
                      .getOrDefault(
                          bin.start(), SessionFigures.counted(KindCounts.NONE, unmeasured))
                      .with(users(bin, window, any -> true))));
    }
    return new MetricsResult(
        window,
        now.minus(lag),
        totals,
        previous.map(before -> previous(before, edge)),
        bins,
        sortedGroups(window),
        query.activeHours() ? List.of(activeHours) : List.of());
  }

  private Previous previous(CountedWindow before, Optional<Instant> edge) {
    TimeWindow kept = before.withoutExpired(edge);
    return new Previous(kept, withUsers(before.totals, kept), !before.beginsBefore(edge));
  }

  private List<Group> sortedGroups(TimeWindow window) {
    return groups.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue(), window))
        .filter(group -> group.figures().sessions() > 0)
        .sorted(
            Comparator.comparingLong((Group group) -> group.figures().sessions())
                .reversed()
                .thenComparing(Group::key))
        .toList();
  }

  private Group group(GroupKey key, SessionFigures figures, TimeWindow window) {
    return new Group(
        key,
        query.groupBy().equals(Set.of(MetricsDimension.BOT_ID))
            ? figures.with(users(whole(window), window, bot -> key.bot().equals(Optional.of(bot))))
            : figures);
  }
}
