package org.conversationsessions.store.window;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.metric.EndUsers;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.window.CounterReader.CounterHour;

/**
 * Counters that were read.
 *
 * @param days by counter key and day
 * @param hours by counter key and hour, of the hours that were read
 */
public record LoadedCounters(
    Map<String, NavigableMap<LocalDate, CounterItem.Day>> days,
    Map<CounterHour, BucketCounts> hours) {
  /** Copies the maps. */
  public LoadedCounters {
    days = Map.copyOf(days);
    hours = Map.copyOf(hours);
  }

  /** Returns the hours since the epoch that count any session, within a window's whole buckets. */
  NavigableSet<Long> countedHours(BucketWindow window) {
    return hours(window).map(CounterHour::hour).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the hours, within a window's whole buckets, in which a session that is counted under
   * the key may have expired since.
   */
  public Set<CounterHour> expiringHours(BucketWindow window, Instant now) {
    return hours(window)
        .filter(
            hour -> day(hour.counterKey(), hour.hour()).mayHaveExpired(hourOfDay(hour.hour()), now))
        .collect(Collectors.toSet());
  }

  /** Returns the hours that count any session under a key, within a window's whole buckets. */
  public Stream<CounterHour> hours(BucketWindow window) {
    if (!window.hasBuckets()) {
      return Stream.empty();
    }
    long first = TimeBucket.hour(window.first());
    long last = TimeBucket.hour(window.last());
    return days.entrySet().stream()
        .flatMap(
            key ->
                key.getValue().entrySet().stream()
                    .flatMap(day -> hours(key.getKey(), day.getKey(), day.getValue())))
        .filter(hour -> hour.hour() >= first && hour.hour() <= last);
  }

  private static Stream<CounterHour> hours(
      String counterKey, LocalDate day, CounterItem.Day counted) {
    long firstHour = day.toEpochDay() * TimeBucket.HOURS_PER_DAY;
    return counted
        .counts()
        .countedHours()
        .mapToObj(hour -> new CounterHour(counterKey, firstHour + hour));
  }

  /**
   * Returns how many sessions of a series start in a range.
   *
   * @param range whole buckets of one hour
   */
  public long count(PartitionSeries series, TimeRange range) {
    return countByKind(series.counterKey(), range).count(series.kinds());
  }

  /**
   * Returns how many sessions that are counted under a key start in a range. A number below zero is
   * possible, see {@link BucketCounts}.
   *
   * @param range whole buckets of one hour
   */
  public KindCounts countByKind(String counterKey, TimeRange range) {
    long hour = range.hour();
    return range.isWholeHour()
        ? day(counterKey, hour).hours().sum(hourOfDay(hour), hourOfDay(hour))
        : buckets(new CounterHour(counterKey, hour)).sum(range.firstBucket(), range.lastBucket());
  }

  /** Returns the counts of an hour by 10-second bucket of the hour. */
  public BucketCounts buckets(CounterHour hour) {
    return day(hour.counterKey(), hour.hour())
        .bucketsOfHour(hourOfDay(hour.hour()))
        .orElseGet(() -> hours.getOrDefault(hour, BucketCounts.EMPTY));
  }

  /** Returns whether an hour has a separate item that was not read. */
  public boolean mustBeRead(CounterHour hour) {
    DayCounts day = day(hour.counterKey(), hour.hour());
    int hourOfDay = hourOfDay(hour.hour());
    return !hours.containsKey(hour)
        && day.buckets().isEmpty()
        && day.hours().count(SessionKind.ALL, hourOfDay, hourOfDay) != 0;
  }

  /** Returns these counters with those of further hours. */
  public LoadedCounters with(Map<CounterHour, BucketCounts> furtherHours) {
    Map<CounterHour, BucketCounts> all = new HashMap<>(hours);
    all.putAll(furtherHours);
    return new LoadedCounters(days, all);
  }

  /** Returns how many sessions of every kind are counted under a key on all days that were read. */
  public long countOfEveryKind(String counterKey) {
    return days.getOrDefault(counterKey, new TreeMap<>()).values().stream()
        .mapToLong(day -> day.counts().hours().count(SessionKind.ALL))
        .sum();
  }

  /** Returns whether the index by tag has all sessions of the day of an hour. */
  public boolean isIndexed(CounterHour hour) {
    return item(hour.counterKey(), hour.hour()).indexed();
  }

  /** Returns whether the measures of the day of an hour are complete. */
  public boolean isMeasured(String counterKey, long hour) {
    return item(counterKey, hour).completeMeasures().isPresent();
  }

  /**
   * Returns the numbers of end users that are counted under a key, by day; empty ones if they are
   * incomplete, or if a session of the day may have expired.
   */
  public Map<LocalDate, Optional<EndUsers>> users(String counterKey, Instant now) {
    Map<LocalDate, Optional<EndUsers>> users = new HashMap<>();
    days.getOrDefault(counterKey, new TreeMap<>())
        .forEach(
            (date, day) ->
                users.put(
                    date,
                    day.completeMeasures()
                        .filter(
                            any ->
                                day.counts()
                                    .countedHours()
                                    .noneMatch(hour -> day.counts().mayHaveExpired(hour, now)))
                        .map(known -> new EndUsers(known.users(), known.newUsers()))));
    return users;
  }

  private DayCounts day(String counterKey, long hour) {
    return item(counterKey, hour).counts();
  }

  private CounterItem.Day item(String counterKey, long hour) {
    return days.getOrDefault(counterKey, new TreeMap<>())
        .getOrDefault(TimeBucket.day(hour), CounterItem.Day.NONE);
  }

  private static int hourOfDay(long hour) {
    return Math.floorMod(hour, TimeBucket.HOURS_PER_DAY);
  }
}
