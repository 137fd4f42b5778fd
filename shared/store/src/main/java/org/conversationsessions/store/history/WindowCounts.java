package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader;
import org.conversationsessions.store.window.CounterReader.CounterHour;
import org.conversationsessions.store.window.CounterReader.RowsToCount;
import org.conversationsessions.store.window.LoadedCounters;
import org.conversationsessions.store.window.LoadedWindow;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;

/**
 * The number of sessions of each partition series in a window, by time bucket. Whole buckets come
 * from the counters. Rows are counted at the window's edges, and in each hour in which a counted
 * session of the series may have expired. Immutable.
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
    LoadedWindow<Long> loaded =
        LoadedWindow.load(
            reader,
            series,
            window,
            new TreeSet<>(),
            reader::countRows,
            parallelCall.stream().toList());
    Set<TimeRange> rangesWithRows =
        loaded.rows().keySet().stream().map(RowsToCount::range).collect(Collectors.toSet());
    List<WindowSlice> slices =
        Stream.concat(rangesWithRows.stream(), loaded.countedRanges().stream())
            .distinct()
            .map(
                range ->
                    rangesWithRows.contains(range)
                        ? WindowSlice.ofRows(range, rowCounts(series, range, loaded))
                        : WindowSlice.ofHour(range, counts(series, range, loaded.counters())))
            .sorted(Comparator.comparing((WindowSlice slice) -> slice.range().from()).reversed())
            .toList();
    return new WindowCounts(reader, series, loaded.counters(), slices);
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
    TimeRange range = slice.range();
    List<CounterHour> missing =
        LoadedWindow.counterKeys(series)
            .map(key -> new CounterHour(key, range.hour()))
            .filter(counters::mustBeRead)
            .toList();
    LoadedCounters loaded = counters.with(reader.readHours(missing));
    NavigableSet<Integer> countedBuckets =
        LoadedWindow.counterKeys(series)
            .flatMapToInt(
                key ->
                    Arrays.stream(
                        loaded
                            .buckets(new CounterHour(key, range.hour()))
                            .between(range.firstBucket(), range.lastBucket())
                            .bucketNumbers()))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    List<WindowSlice> divided = new ArrayList<>();
    for (int bucketOfHour : countedBuckets.descendingSet()) {
      long bucket = TimeBucket.firstOfHour(range.hour()) + bucketOfHour;
      TimeRange ofBucket = new TimeRange(TimeBucket.start(bucket), TimeBucket.end(bucket));
      divided.add(WindowSlice.ofBucket(ofBucket, counts(series, ofBucket, loaded)));
    }
    return divided;
  }

  /** Counts each series by its rows if they were counted, and by its counters otherwise. */
  private static List<Long> rowCounts(
      List<PartitionSeries> series, TimeRange range, LoadedWindow<Long> loaded) {
    return series.stream()
        .map(
            partitionSeries -> {
              Long rows = loaded.rows().get(new RowsToCount(partitionSeries, range));
              return rows != null ? rows : loaded.counters().count(partitionSeries, range);
            })
        .toList();
  }

  private static List<Long> counts(
      List<PartitionSeries> series, TimeRange range, LoadedCounters counters) {
    return series.stream().map(partitionSeries -> counters.count(partitionSeries, range)).toList();
  }
}
