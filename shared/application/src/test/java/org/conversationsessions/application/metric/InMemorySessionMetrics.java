package org.conversationsessions.application.metric;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.GroupKey;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.metric.MetricsResult.BinFigures;
import org.conversationsessions.domain.metric.MetricsResult.Group;
import org.conversationsessions.domain.metric.MetricsResult.Previous;
import org.conversationsessions.domain.metric.SessionFigures;
import org.conversationsessions.domain.session.Session;

/**
 * The metrics exactly as the contract defines them: every figure is counted from all sessions. It
 * is slow and obvious, so that it can be the oracle of every other implementation.
 */
public final class InMemorySessionMetrics implements SessionMetrics {
  private final InMemorySessionHistory history;
  private final Duration retention;
  private final Clock clock;

  /**
   * Creates metrics of a history's sessions. Closed ones expire after the retention; zero: never.
   */
  public InMemorySessionMetrics(InMemorySessionHistory history, Duration retention, Clock clock) {
    this.history = history;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public MetricsResult count(MetricsQuery query) {
    List<Session> all = history.kept(query.bots()).toList();
    List<Session> matching =
        all.stream()
            .filter(session -> query.window().contains(session.startTime()))
            .filter(session -> query.kinds().contains(SessionKind.of(session)))
            .toList();
    TimeWindow window = kept(query.window(), all);
    return new MetricsResult(
        window,
        clock.instant(),
        figures(matching),
        query.previous().map(before -> previous(before, all, query)),
        query.bins().of(window, query.interval()).stream()
            .map(
                bin ->
                    new BinFigures(
                        bin, figures(matching, session -> bin.contains(session.startTime()))))
            .toList(),
        query.groupBy().isEmpty() ? List.of() : groups(matching, query),
        query.activeHours() ? hours(matching, query.bins().zone()) : List.of());
  }

  private Previous previous(TimeWindow before, List<Session> all, MetricsQuery query) {
    TimeWindow kept = kept(before, all);
    return new Previous(
        kept,
        figures(
            all,
            session ->
                before.contains(session.startTime())
                    && query.kinds().contains(SessionKind.of(session))),
        kept.equals(before));
  }

  private TimeWindow kept(TimeWindow window, List<Session> all) {
    if (retention.isZero()) {
      return window;
    }
    List<Instant> begins = new ArrayList<>();
    begins.add(clock.instant().minus(retention).truncatedTo(ChronoUnit.HOURS));
    all.stream()
        .map(Session::startTime)
        .filter(window::contains)
        .forEach(start -> begins.add(start.truncatedTo(ChronoUnit.HOURS)));
    Instant begin = begins.stream().min(Comparator.naturalOrder()).orElseThrow();
    Instant from = begin.isBefore(window.from()) ? window.from() : begin;
    return new TimeWindow(from.isAfter(window.to()) ? window.to() : from, window.to());
  }

  private static List<Group> groups(List<Session> matching, MetricsQuery query) {
    Map<GroupKey, List<Session>> byKey =
        matching.stream().collect(Collectors.groupingBy(session -> key(session, query)));
    return byKey.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), figures(entry.getValue())))
        .sorted(
            Comparator.comparing((Group group) -> -group.figures().sessions())
                .thenComparing(Group::key))
        .toList();
  }

  private static GroupKey key(Session session, MetricsQuery query) {
    return new GroupKey(
        query.groupBy().contains(MetricsDimension.BOT_ID)
            ? Optional.of(session.conversation().bot())
            : Optional.empty(),
        query.groupBy().contains(MetricsDimension.CONTAINMENT_TYPE)
            ? Optional.of(session.containment())
            : Optional.empty(),
        query.groupBy().contains(MetricsDimension.SESSION_TYPE)
            ? Optional.of(session.type())
            : Optional.empty());
  }

  private static List<SessionFigures> hours(List<Session> matching, ZoneId zone) {
    return IntStream.range(0, 24)
        .mapToObj(
            hour ->
                figures(matching, session -> session.startTime().atZone(zone).getHour() == hour))
        .toList();
  }

  private static SessionFigures figures(List<Session> sessions, Predicate<Session> which) {
    return figures(sessions.stream().filter(which).toList());
  }

  private static SessionFigures figures(List<Session> sessions) {
    KindCounts counts = KindCounts.NONE;
    for (Session session : sessions) {
      counts = counts.plus(KindCounts.one(SessionKind.of(session)));
    }
    return new SessionFigures(counts);
  }
}
