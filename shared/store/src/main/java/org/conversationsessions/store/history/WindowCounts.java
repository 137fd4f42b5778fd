package org.conversationsessions.store.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.history.CounterReader.CounterHour;
import org.conversationsessions.store.history.CounterReader.RowsToCount;

/**
 * The number of sessions of each partition series in a window, by time bucket. Whole buckets come
 * from the counters. Rows are counted at the window's edges, and in each hour in which a counted
 * session may have expired. Immutable.
 */
final class WindowCounts {
  private final CounterReader reader;
  private final List<PartitionSeries> series;
  private final LoadedCounters counters;
  private final List<WindowSlice> slices;

  private WindowCounts(
      CounterReader reader,
      List<PartitionSeries> series,
      LoadedCounters counters,
      List<WindowSlice> slices) {
    this.reader = reader;
    this.series = series;
    this.counters = counters;
    this.slices = List.copyOf(slices);
  }

  /**
   * Reads the counts of a window. One parallel round of calls, and a second one where a counted
   * session may have expired.
   *
   * @param parallelCall a call to make in the first round
   */
  static WindowCounts load(
      CounterReader reader,
      List<PartitionSeries> series,
      BucketWindow window,
      Optional<Runnable> parallelCall) {
    Map<RowsToCount, Long> rows = new ConcurrentHashMap<>();
    LoadedCounters counters = firstRound(reader, series, window, parallelCall, rows);
    NavigableSet<Long> countedHours = counters.countedHours(window);
    Instant now = reader.now();
    List<Long> expiring =
        countedHours.stream().filter(hour -> counters.mayHaveExpired(hour, now)).toList();
    Parallel.forEach(
        rowsToCount(series, expiring.stream().map(window::bucketRangeOf).toList()),
        count -> rows.put(count, reader.countRows(count)));

    countedHours.removeAll(expiring);
    List<WindowSlice> slices = new ArrayList<>();
    rows.keySet().stream()
        .map(RowsToCount::range)
        .distinct()
        .forEach(range -> slices.add(byRows(series, range, rows)));
    countedHours.forEach(
        hour -> slices.add(byCounters(series, hour, window.bucketRangeOf(hour), counters)));
    slices.sort(Comparator.comparing((WindowSlice slice) -> slice.range().from()).reversed());
    return new WindowCounts(reader, series, counters, slices);
  }

  /** Reads the counters, counts the edges' rows and makes the given call, all in parallel. */
  private static LoadedCounters firstRound(
      CounterReader reader,
      List<PartitionSeries> series,
      BucketWindow window,
      Optional<Runnable> parallelCall,
      Map<RowsToCount, Long> rows) {
    Map<String, NavigableMap<LocalDate, DayCounts>> days = new ConcurrentHashMap<>();
    Map<CounterHour, BucketCounts> hours = new ConcurrentHashMap<>();
    List<Runnable> calls = new ArrayList<>();
    if (window.hasBuckets()) {
      for (String key : counterKeys(series).toList()) {
        calls.add(() -> days.put(key, reader.readDays(key, window.firstDay(), window.lastDay())));
      }
      List<CounterHour> partial =
          counterKeys(series)
              .flatMap(key -> window.partialHours().stream().map(h -> new CounterHour(key, h)))
              .toList();
      if (!partial.isEmpty()) {
        calls.add(() -> hours.putAll(reader.readHours(partial)));
      }
    }
    for (RowsToCount edge : rowsToCount(series, window.edges())) {
      calls.add(() -> rows.put(edge, reader.countRows(edge)));
    }
    parallelCall.ifPresent(calls::add);
    Parallel.forEach(calls, Runnable::run);
    return new LoadedCounters(days, hours);
  }

  /** Returns the slices that count any session or are edges of the window, newest first. */
  List<WindowSlice> slices() {
    return slices;
  }

  /** Returns the number of sessions in the window. */
  long total() {
    long total = 0;
    for (WindowSlice slice : slices) {
      total += slice.total();
    }
    return total;
  }

  /** Returns how many sessions of every kind the counters know on the window's days of a series. */
  long countOfEveryKind(PartitionSeries partitionSeries) {
    return counters.countOfEveryKind(partitionSeries.counterKey());
  }

  /**
   * Divides a slice into those 10-second buckets that count any session, newest first. One batch
   * read, unless the counters of that hour were read already.
   */
  List<WindowSlice> divide(WindowSlice slice) {
    long hour = slice.hour();
    List<CounterHour> missing =
        counterKeys(series)
            .map(key -> new CounterHour(key, hour))
            .filter(counters::mustBeRead)
            .toList();
    Map<CounterHour, BucketCounts> hours = new HashMap<>(counters.hours());
    hours.putAll(reader.readHours(missing));
    LoadedCounters loaded = new LoadedCounters(counters.days(), hours);
    int first = bucketOfHour(hour, slice.range().from());
    int last = bucketOfHour(hour, slice.range().to());
    NavigableSet<Integer> countedBuckets =
        counterKeys(series)
            .flatMapToInt(
                key ->
                    Arrays.stream(
                        loaded
                            .buckets(new CounterHour(key, hour))
                            .between(first, last)
                            .bucketNumbers()))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    List<WindowSlice> divided = new ArrayList<>();
    for (int bucketOfHour : countedBuckets.descendingSet()) {
      long bucketNumber = TimeBucket.firstOfHour(hour) + bucketOfHour;
      List<Long> counts =
          series.stream()
              .map(
                  partitionSeries ->
                      loaded.count(partitionSeries, hour, bucketOfHour, bucketOfHour))
              .toList();
      TimeRange range = new TimeRange(TimeBucket.start(bucketNumber), TimeBucket.end(bucketNumber));
      divided.add(WindowSlice.ofBucket(range, counts));
    }
    return divided;
  }

  private static Stream<String> counterKeys(List<PartitionSeries> series) {
    return series.stream().map(PartitionSeries::counterKey).distinct();
  }

  private static List<RowsToCount> rowsToCount(
      List<PartitionSeries> series, List<TimeRange> ranges) {
    return ranges.stream()
        .flatMap(
            range ->
                series.stream().map(partitionSeries -> new RowsToCount(partitionSeries, range)))
        .toList();
  }

  private static WindowSlice byRows(
      List<PartitionSeries> series, TimeRange range, Map<RowsToCount, Long> rows) {
    List<Long> counts =
        series.stream()
            .map(partitionSeries -> rows.getOrDefault(new RowsToCount(partitionSeries, range), 0L))
            .toList();
    return WindowSlice.ofRows(range, counts);
  }

  private static WindowSlice byCounters(
      List<PartitionSeries> series, long hour, TimeRange range, LoadedCounters counters) {
    int first = bucketOfHour(hour, range.from());
    int last = bucketOfHour(hour, range.to());
    List<Long> counts =
        series.stream()
            .map(partitionSeries -> counters.count(partitionSeries, hour, first, last))
            .toList();
    return WindowSlice.ofHour(range, counts);
  }

  private static int bucketOfHour(long hour, Instant at) {
    return Math.toIntExact(TimeBucket.of(at) - TimeBucket.firstOfHour(hour));
  }
}
