package org.conversationsessions.domain.counter;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.conversationsessions.domain.counter.CountChange.Delta;

/**
 * Measures of the sessions that start on one day, by hour of the start and by kind. Immutable.
 *
 * @param values the measures that are not zero, by hour, then in the order of {@link
 *     SessionKind#ALL}
 */
public record HourlyMeasures(SortedMap<Key, SessionMeasures> values) {
  /** No measures. */
  public static final HourlyMeasures EMPTY = new HourlyMeasures(new TreeMap<>());

  /**
   * Which sessions are measured.
   *
   * @param hour the hour of the day in which they start, in UTC
   * @param kind their kind
   */
  public record Key(int hour, SessionKind kind) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::hour).thenComparingInt(key -> key.kind.index());

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Copies the map and drops zeros. */
  public HourlyMeasures {
    SortedMap<Key, SessionMeasures> copy = new TreeMap<>(values);
    copy.values().removeIf(SessionMeasures.NONE::equals);
    values = Collections.unmodifiableSortedMap(copy);
  }

  /** Returns these measures after changes. */
  public HourlyMeasures plus(Collection<Delta> deltas) {
    SortedMap<Key, SessionMeasures> sum = new TreeMap<>(values);
    for (Delta delta : deltas) {
      sum.merge(
          new Key(DayCounts.hourOfDay(delta), delta.kind()),
          delta.measures(),
          SessionMeasures::plus);
    }
    return new HourlyMeasures(sum);
  }

  /** Returns the sum of these measures and others. */
  public HourlyMeasures plus(HourlyMeasures other) {
    return combined(other, UnaryOperator.identity());
  }

  /** Returns by how much these measures exceed others. */
  public HourlyMeasures minus(HourlyMeasures other) {
    return combined(other, SessionMeasures.NONE::minus);
  }

  /** Returns the measures of the sessions of these kinds, over all hours. */
  public SessionMeasures sum(Collection<SessionKind> kinds) {
    return sum(kinds, 0, TimeBucket.HOURS_PER_DAY - 1);
  }

  /**
   * Returns the measures of the sessions of these kinds that start from one hour of the day to
   * another, both included.
   */
  public SessionMeasures sum(Collection<SessionKind> kinds, int first, int last) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().hour >= first && entry.getKey().hour <= last)
        .filter(entry -> kinds.contains(entry.getKey().kind))
        .map(Map.Entry::getValue)
        .reduce(SessionMeasures.NONE, SessionMeasures::plus);
  }

  /** Returns the measures of the sessions that start in an hour of the day, by kind. */
  public Map<SessionKind, SessionMeasures> ofHour(int hour) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().hour == hour)
        .collect(Collectors.toMap(entry -> entry.getKey().kind, Map.Entry::getValue));
  }

  /** Returns whether there are no measures. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  private HourlyMeasures combined(HourlyMeasures other, UnaryOperator<SessionMeasures> change) {
    SortedMap<Key, SessionMeasures> sum = new TreeMap<>(values);
    other.values.forEach(
        (key, measures) -> sum.merge(key, change.apply(measures), SessionMeasures::plus));
    return new HourlyMeasures(sum);
  }
}
