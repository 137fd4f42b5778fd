package org.conversationsessions.store.window;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
    NavigableSet<Long> found = new TreeSet<>();
    if (!window.hasBuckets()) {
      return found;
    }
    days.values()
        .forEach(
            byDay ->
                byDay.forEach(
                    (day, item) ->
                        item.counts()
                            .countedHours()
                            .forEach(
                                hour ->
                                    found.add(
                                        day.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour))));
    return found.subSet(
        TimeBucket.hour(window.first()), true, TimeBucket.hour(window.last()), true);
  }

  /** Returns whether any session that is counted in an hour may have expired since. */
  boolean mayHaveExpired(long hour, Instant now) {
    for (String counterKey : days.keySet()) {
      if (day(counterKey, hour).mayHaveExpired(hourOfDay(hour), now)) {
        return true;
      }
    }
    return false;
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
