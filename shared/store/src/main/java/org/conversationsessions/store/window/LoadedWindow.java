package org.conversationsessions.store.window;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.window.CounterReader.CounterHour;
import org.conversationsessions.store.window.CounterReader.RowsToCount;

/**
 * What is known of the sessions in a window. Whole buckets are known from the counters. Rows are
 * counted at the window's edges, and in each hour in which a counted session of the series may have
 * expired.
 *
 * @param counters the counters that were read
 * @param countedRanges the ranges in which the counters know sessions of any series: each is the
 *     part of an hour that lies in the window and between two cuts
 * @param expiringHours the hours that are counted by rows, by counter key
 * @param rows the counts of the rows: of every series at the window's edges, and of those series in
 *     a counted range that {@link #isCountedByRows}
 * @param <R> a count of rows
 */
public record LoadedWindow<R>(
    LoadedCounters counters,
    List<TimeRange> countedRanges,
    Set<CounterHour> expiringHours,
    Map<RowsToCount, R> rows) {
  /** One batch read takes as many. */
  private static final int HOURS_OF_A_CALL = 100;

  /** Copies the collections. */
  public LoadedWindow {
    countedRanges = List.copyOf(countedRanges);
    expiringHours = Set.copyOf(expiringHours);
    rows = Map.copyOf(rows);
  }

  /**
   * Reads what is known of a window. One parallel round of calls; a second one where a counted
   * session may have expired, and where a cut lies within an hour that has a separate item.
   *
   * @param cuts the buckets, numbered from the epoch, at whose start a range must end
   * @param countRows reads the rows of a range of one shard and counts them
   * @param otherCalls calls to make in the first round
   */
  public static <R> LoadedWindow<R> load(
      CounterReader reader,
      List<PartitionSeries> series,
      BucketWindow window,
      NavigableSet<Long> cuts,
      Function<RowsToCount, R> countRows,
      List<Runnable> otherCalls) {
    Map<RowsToCount, R> rows = new ConcurrentHashMap<>();
    List<Runnable> firstRound = new ArrayList<>();
    addRows(rowsToCount(series, cut(window.edges(), cuts)), countRows, rows, firstRound);
    firstRound.addAll(otherCalls);
    LoadedCounters counters = readCounters(reader, series, window, firstRound);

    Set<CounterHour> expiring = counters.expiringHours(window, reader.now());
    List<TimeRange> counted =
        cut(counters.countedHours(window).stream().map(window::bucketRangeOf).toList(), cuts);
    List<Runnable> secondRound = new ArrayList<>();
    // One bot's expired sessions cost nothing for the hours of all others.
    addRows(
        rowsToCount(series, counted).filter(count -> expiring.contains(hourOf(count))),
        countRows,
        rows,
        secondRound);
    Map<CounterHour, BucketCounts> cutHours = new ConcurrentHashMap<>();
    addHours(reader, missing(series, counted, counters, expiring), cutHours, secondRound);
    Parallel.forEach(secondRound, Runnable::run);
    return new LoadedWindow<>(counters.with(cutHours), counted, expiring, rows);
  }

  /** Returns whether rows count the sessions of a series in a counted range. */
  public boolean isCountedByRows(PartitionSeries series, TimeRange range) {
    return expiringHours.contains(hourOf(new RowsToCount(series, range)));
  }

  private static CounterHour hourOf(RowsToCount count) {
    return new CounterHour(count.series().counterKey(), count.range().hour());
  }

  /** Returns the counter keys of some series, each once. */
  public static Stream<String> counterKeys(List<PartitionSeries> series) {
    return series.stream().map(PartitionSeries::counterKey).distinct();
  }

  /** Reads the days of a window and the hours at its ends, and makes other calls, in parallel. */
  private static LoadedCounters readCounters(
      CounterReader reader,
      List<PartitionSeries> series,
      BucketWindow window,
      List<Runnable> otherCalls) {
    Map<String, NavigableMap<LocalDate, CounterItem.Day>> days = new ConcurrentHashMap<>();
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
      addHours(reader, partial, hours, calls);
    }
    calls.addAll(otherCalls);
    Parallel.forEach(calls, Runnable::run);
    return new LoadedCounters(days, hours);
  }

  private static Stream<RowsToCount> rowsToCount(
      List<PartitionSeries> series, List<TimeRange> ranges) {
    return ranges.stream()
        .flatMap(range -> series.stream().map(one -> new RowsToCount(one, range)));
  }

  private static <R> void addRows(
      Stream<RowsToCount> counts,
      Function<RowsToCount, R> countRows,
      Map<RowsToCount, R> into,
      List<Runnable> calls) {
    counts.forEach(count -> calls.add(() -> into.put(count, countRows.apply(count))));
  }

  private static void addHours(
      CounterReader reader,
      List<CounterHour> hours,
      Map<CounterHour, BucketCounts> into,
      List<Runnable> calls) {
    for (int from = 0; from < hours.size(); from += HOURS_OF_A_CALL) {
      List<CounterHour> some = hours.subList(from, Math.min(hours.size(), from + HOURS_OF_A_CALL));
      calls.add(() -> into.putAll(reader.readHours(some)));
    }
  }

  /** Returns the hours of which a part is counted by counters and whose items were not read. */
  private static List<CounterHour> missing(
      List<PartitionSeries> series,
      List<TimeRange> counted,
      LoadedCounters counters,
      Set<CounterHour> expiring) {
    return counted.stream()
        .filter(range -> !range.isWholeHour())
        .map(TimeRange::hour)
        .distinct()
        .flatMap(hour -> counterKeys(series).map(key -> new CounterHour(key, hour)))
        .filter(hour -> !expiring.contains(hour) && counters.mustBeRead(hour))
        .toList();
  }

  private static List<TimeRange> cut(List<TimeRange> ranges, NavigableSet<Long> cuts) {
    return ranges.stream().flatMap(range -> range.cutAt(cuts).stream()).toList();
  }
}
