package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader.CounterHour;
import org.conversationsessions.store.window.Partition;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;

/** Reads the rows of sessions that match a filter by tags. */
final class TaggedRows {
  private final List<PartitionSeries> series;
  private final HistoryFilter filter;
  private final TagWindow window;
  private final PartitionReaderFactory readers;

  TaggedRows(
      List<PartitionSeries> series,
      HistoryFilter filter,
      TagWindow window,
      PartitionReaderFactory readers) {
    this.series = series;
    this.filter = filter;
    this.window = window;
    this.readers = readers;
  }

  /**
   * Reads all rows of some hours, as far as they lie within bounds, and returns the matching ones.
   */
  Map<CounterHour, List<Session>> readHours(Collection<CounterHour> wanted, BucketWindow bounds) {
    Map<CounterHour, List<Session>> found = new ConcurrentHashMap<>();
    List<SeriesHour> hours = new ArrayList<>();
    for (PartitionSeries ofKind : series) {
      for (CounterHour hour : wanted) {
        if (hour.counterKey().equals(ofKind.counterKey())) {
          hours.add(new SeriesHour(ofKind, hour.hour()));
        }
      }
    }
    Parallel.forEach(
        hours,
        hour -> {
          TimeRange range = TagWindow.cut(hour.hour, bounds);
          if (hour.series.existsOn(range.day())) {
            List<Session> rows =
                readAll(
                    hour.series.between(range.from(), range.to()),
                    window.count(hour.series, hour.hour));
            found.merge(
                new CounterHour(hour.series.counterKey(), hour.hour),
                rows,
                (some, more) -> {
                  List<Session> all = new ArrayList<>(some);
                  all.addAll(more);
                  return all;
                });
          }
        });
    return found;
  }

  private record SeriesHour(PartitionSeries series, long hour) {}

  /**
   * A session whose row is wanted.
   *
   * @param counterKey the counter key of its shard
   * @param id the session
   */
  record Wanted(String counterKey, SessionId id, SessionKind kind) {}

  /** Returns the rows that are found and match, by identifier. */
  Map<SessionId, Session> read(List<Wanted> wanted) {
    Map<SeriesHour, List<SessionId>> byHour = new HashMap<>();
    for (Wanted session : wanted) {
      byHour
          .computeIfAbsent(
              new SeriesHour(seriesOf(session), TagWindow.hourOf(session.id.start())),
              hour -> new ArrayList<>())
          .add(session.id);
    }
    List<Runnable> calls = new ArrayList<>();
    Map<SessionId, Session> found = new ConcurrentHashMap<>();
    Queue<Runnable> byKey = new ConcurrentLinkedQueue<>();
    byHour.forEach((hour, ids) -> addCalls(hour, ids, found, calls, byKey));
    Parallel.forEach(calls, Runnable::run);
    Parallel.forEach(List.copyOf(byKey), Runnable::run);
    findElsewhere(wanted, found);
    return found;
  }

  /**
   * Looks for rows that were not found in the partitions of other kinds: a session may have changed
   * its kind since it was indexed.
   */
  private void findElsewhere(List<Wanted> wanted, Map<SessionId, Session> found) {
    List<Runnable> calls = new ArrayList<>();
    for (Wanted session : wanted) {
      if (!found.containsKey(session.id)) {
        series.stream()
            .filter(other -> other.counterKey().equals(session.counterKey))
            .filter(other -> !other.kinds().contains(session.kind))
            .map(other -> other.between(session.id, session.id))
            .forEach(
                key -> calls.add(() -> readAll(key, 1).forEach(row -> found.put(session.id, row))));
      }
    }
    Parallel.forEach(calls, Runnable::run);
  }

  private void addCalls(
      SeriesHour hour,
      List<SessionId> ids,
      Map<SessionId, Session> found,
      List<Runnable> ranges,
      Queue<Runnable> byKey) {
    SessionId lowest = Collections.min(ids);
    SessionId highest = Collections.max(ids);
    long seconds = highest.startSecond() - lowest.startSecond() + 1;
    long between = window.count(hour.series, hour.hour) * seconds / 3_600;
    if (ids.size() > 1 && between <= (long) PartitionReader.ROWS_OF_A_READ * ids.size()) {
      PartitionReader reader =
          readers.of(hour.series.between(lowest, highest), Math.max(between, ids.size()) + 1);
      ranges.add(
          () ->
              readRange(reader, ids, found)
                  .forEach(id -> byKey.add(() -> readByKey(hour.series, id, found))));
    } else {
      ids.forEach(id -> byKey.add(() -> readByKey(hour.series, id, found)));
    }
  }

  /**
   * Reads a range up to a bound: an hour with a burst has more rows between two sessions than its
   * average rate says.
   *
   * @return the sessions that the bound cut off
   */
  private Set<SessionId> readRange(
      PartitionReader reader, List<SessionId> ids, Map<SessionId, Session> found) {
    boolean whole = reader.readAll(PartitionReader.ROWS_OF_A_READ * ids.size());
    Set<SessionId> missing = new HashSet<>(ids);
    for (Session row : reader.buffered()) {
      if (missing.remove(row.id()) && filter.matches(row)) {
        found.put(row.id(), row);
      }
    }
    return whole ? Set.of() : missing;
  }

  private void readByKey(PartitionSeries ofKind, SessionId id, Map<SessionId, Session> found) {
    readAll(ofKind.between(id, id), 1).forEach(row -> found.put(id, row));
  }

  private PartitionSeries seriesOf(Wanted session) {
    return series.stream()
        .filter(ofKind -> ofKind.counterKey().equals(session.counterKey))
        .filter(ofKind -> ofKind.kinds().contains(session.kind))
        .findFirst()
        .orElseThrow();
  }

  /** Reads a partition and returns those rows that match. */
  private List<Session> readAll(Partition partition, long expected) {
    PartitionReader reader = readers.of(partition, expected + 1);
    reader.readAll(Integer.MAX_VALUE);
    return reader.buffered().stream().filter(filter::matches).collect(Collectors.toList());
  }
}
