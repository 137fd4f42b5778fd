package org.conversationsessions.store.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader;
import org.conversationsessions.store.window.CounterReader.CounterHour;
import org.conversationsessions.store.window.LoadedCounters;
import org.conversationsessions.store.window.LoadedWindow;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;

/**
 * The hours of a window in which sessions start, by the counters, and how the tags of each are
 * known. The index by tag knows an hour if it has all sessions of the day and if none of the hour's
 * sessions may have expired. The rows of all other hours must be read. So must those of an hour of
 * which the index itself says that it lacks sessions ({@link TaggedHours}).
 */
final class TagWindow {
  /** Reading this many rows takes some seconds. */
  private static final int MAX_ROWS = 200_000;

  private final List<PartitionSeries> series;
  private final LoadedCounters counters;
  private final Set<CounterHour> indexedHours;
  private final Set<CounterHour> hoursOfRows;

  private TagWindow(
      List<PartitionSeries> series,
      LoadedCounters counters,
      Set<CounterHour> indexedHours,
      Set<CounterHour> hoursOfRows) {
    this.series = series;
    this.counters = counters;
    this.indexedHours = indexedHours;
    this.hoursOfRows = hoursOfRows;
  }

  /** Reads the days of a window: one query for each counter key, in parallel. */
  static TagWindow load(
      CounterReader reader, List<PartitionSeries> series, BucketWindow window, Instant now) {
    LocalDate first = SessionItem.day(window.from());
    LocalDate last = SessionItem.day(window.to());
    Map<String, NavigableMap<LocalDate, CounterItem.Day>> days = new ConcurrentHashMap<>();
    Parallel.forEach(
        LoadedWindow.counterKeys(series).toList(),
        key -> days.put(key, reader.readDays(key, first, last)));
    LoadedCounters counters = new LoadedCounters(days, Map.of());
    BucketWindow hours = window.withCutHours();
    Set<CounterHour> hoursOfRows = new HashSet<>(counters.expiringHours(hours, now));
    Set<CounterHour> indexedHours = new HashSet<>();
    counters
        .hours(hours)
        .filter(hour -> !hoursOfRows.contains(hour))
        .forEach(hour -> (counters.isIndexed(hour) ? indexedHours : hoursOfRows).add(hour));
    return new TagWindow(series, counters, indexedHours, hoursOfRows);
  }

  /**
   * A shard of a bot.
   *
   * @param counterKey the partition key of its counters
   * @param bot the bot of the shard
   * @param number the number of the shard
   */
  record Shard(String counterKey, BotId bot, int number) {}

  private List<Shard> shards() {
    return series.stream()
        .map(ofShard -> new Shard(ofShard.counterKey(), ofShard.bot(), ofShard.shard()))
        .distinct()
        .toList();
  }

  /** Returns the shards of which the index knows any hour. */
  List<Shard> indexedShards() {
    Set<String> keys =
        indexedHours.stream().map(CounterHour::counterKey).collect(Collectors.toSet());
    return shards().stream().filter(shard -> keys.contains(shard.counterKey())).toList();
  }

  /** Returns the hours that the index knows. */
  Set<CounterHour> indexedHours() {
    return indexedHours;
  }

  /** Returns the hours whose rows must be read. */
  Set<CounterHour> hoursOfRows() {
    return hoursOfRows;
  }

  /** Returns the number of sessions that start in the hours of the window, cut ones included. */
  long sessions() {
    return count(Stream.concat(indexedHours.stream(), hoursOfRows.stream()));
  }

  /** Returns the number of sessions that start in some of the hours. */
  long sessionsIn(Collection<CounterHour> hours) {
    return count(hours.stream());
  }

  /**
   * Refuses to read too many rows.
   *
   * @throws WindowTooLargeException if reading the rows of this many sessions takes too long
   */
  static void refuseTooManyRows(long sessions) {
    if (sessions > MAX_ROWS) {
      throw new WindowTooLargeException(
          "too many sessions would have to be read for this filter by tags: narrow the window");
    }
  }

  /** Returns the number of sessions of a series that start in an hour. */
  long count(PartitionSeries ofSeries, long hour) {
    return Math.max(0, counters.count(ofSeries, TimeRange.ofHour(hour)));
  }

  private long count(Stream<CounterHour> hours) {
    Map<String, List<PartitionSeries>> byKey =
        series.stream().collect(Collectors.groupingBy(PartitionSeries::counterKey));
    return hours
        .mapToLong(
            hour ->
                byKey.getOrDefault(hour.counterKey(), List.of()).stream()
                    .mapToLong(ofKey -> count(ofKey, hour.hour()))
                    .sum())
        .sum();
  }

  /** Returns the part of an hour that lies in a window. */
  static TimeRange cut(long hour, BucketWindow window) {
    TimeRange whole = TimeRange.ofHour(hour);
    return new TimeRange(
        whole.from().isBefore(window.from()) ? window.from() : whole.from(),
        whole.to().isAfter(window.to()) ? window.to() : whole.to());
  }

  /** Returns the hour of an instant, numbered from the epoch. */
  static long hourOf(Instant at) {
    return TimeBucket.hour(TimeBucket.of(at));
  }
}
