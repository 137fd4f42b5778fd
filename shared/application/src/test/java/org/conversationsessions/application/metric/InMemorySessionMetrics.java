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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.EndUsers;
import org.conversationsessions.domain.metric.GroupKey;
import org.conversationsessions.domain.metric.MetricsBin;
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
 * is slow and obvious, so that it can be the oracle of every other implementation. It knows the
 * measures of every window.
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
    TimeWindow window = kept(query.window(), matching);
    return new MetricsResult(
        window,
        clock.instant(),
        figures(matching, query).with(users(whole(window), window, matching, all, query)),
        query.previous().map(before -> previous(before, all, query)),
        query.bins().of(window, query.interval()).stream()
            .map(
                bin ->
                    new BinFigures(
                        bin,
                        figures(matching, query, session -> bin.contains(session.startTime()))
                            .with(users(bin, window, matching, all, query))))
            .toList(),
        query.groupBy().isEmpty() ? List.of() : groups(matching, window, all, query),
        query.activeHours() ? hours(matching, query) : List.of());
  }

  private Previous previous(TimeWindow before, List<Session> all, MetricsQuery query) {
    List<Session> matching =
        all.stream()
            .filter(session -> before.contains(session.startTime()))
            .filter(session -> query.kinds().contains(SessionKind.of(session)))
            .toList();
    TimeWindow kept = kept(before, matching);
    return new Previous(
        kept,
        figures(matching, query).with(users(whole(kept), kept, matching, all, query)),
        retention.isZero() || !before.from().isBefore(edge()));
  }

  private Instant edge() {
    return clock.instant().minus(retention).truncatedTo(ChronoUnit.HOURS);
  }

  private TimeWindow kept(TimeWindow window, List<Session> matching) {
    if (retention.isZero()) {
      return window;
    }
    List<Instant> begins = new ArrayList<>();
    begins.add(edge());
    matching.stream()
        .map(Session::startTime)
        .forEach(start -> begins.add(start.truncatedTo(ChronoUnit.HOURS)));
    Instant begin = begins.stream().min(Comparator.naturalOrder()).orElseThrow();
    Instant from = begin.isBefore(window.from()) ? window.from() : begin;
    return new TimeWindow(from.isAfter(window.to()) ? window.to() : from, window.to());
  }

  private static MetricsBin whole(TimeWindow window) {
    return new MetricsBin(window.from(), window.to().plusMillis(1));
  }

  /** Returns the end users of a whole UTC day, if no filter is set. */
  private static Optional<EndUsers> users(
      MetricsBin range,
      TimeWindow window,
      List<Session> matching,
      List<Session> all,
      MetricsQuery query) {
    boolean wholeDay =
        range.start().equals(range.start().truncatedTo(ChronoUnit.DAYS))
            && range.end().equals(range.start().plus(Duration.ofDays(1)))
            && window.contains(range.start())
            && window.contains(range.end().minusMillis(1));
    if (!query.measures()
        || !wholeDay
        || query.containment().isPresent()
        || query.type().isPresent()) {
      return Optional.empty();
    }
    Set<String> users = owners(matching, session -> range.contains(session.startTime()));
    Set<String> earlier = owners(all, session -> session.startTime().isBefore(range.start()));
    return Optional.of(
        new EndUsers(users.size(), users.stream().filter(user -> !earlier.contains(user)).count()));
  }

  private static Set<String> owners(List<Session> sessions, Predicate<Session> which) {
    return sessions.stream()
        .filter(which)
        .map(session -> session.conversation().bot() + "#" + session.conversation().userId())
        .collect(Collectors.toSet());
  }

  private static List<Group> groups(
      List<Session> matching, TimeWindow window, List<Session> all, MetricsQuery query) {
    Map<GroupKey, List<Session>> byKey =
        matching.stream().collect(Collectors.groupingBy(session -> key(session, query)));
    return byKey.entrySet().stream()
        .map(
            entry -> {
              SessionFigures figures = figures(entry.getValue(), query);
              return new Group(
                  entry.getKey(),
                  query.groupBy().equals(Set.of(MetricsDimension.BOT_ID))
                      ? figures.with(users(whole(window), window, entry.getValue(), all, query))
                      : figures);
            })
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

  private static List<SessionFigures> hours(List<Session> matching, MetricsQuery query) {
    ZoneId zone = query.bins().zone();
    return IntStream.range(0, 24)
        .mapToObj(
            hour ->
                figures(
                    matching, query, session -> session.startTime().atZone(zone).getHour() == hour))
        .toList();
  }

  private static SessionFigures figures(
      List<Session> sessions, MetricsQuery query, Predicate<Session> which) {
    return figures(sessions.stream().filter(which).toList(), query);
  }

  private static SessionFigures figures(List<Session> sessions, MetricsQuery query) {
    KindCounts counts = KindCounts.NONE;
    SessionMeasures measures = SessionMeasures.NONE;
    for (Session session : sessions) {
      counts = counts.plus(KindCounts.one(SessionKind.of(session)));
      measures = measures.plus(SessionMeasures.of(session));
    }
    return SessionFigures.counted(
        counts, query.measures() ? Optional.of(measures) : Optional.empty());
  }
}
