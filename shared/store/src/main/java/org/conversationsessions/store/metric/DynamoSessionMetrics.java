package org.conversationsessions.store.metric;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.metric.SessionMetrics;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsAggregator;
import org.conversationsessions.domain.metric.MetricsAggregator.CountedSessions;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader;
import org.conversationsessions.store.window.CounterReader.RowsToCount;
import org.conversationsessions.store.window.LoadedCounters;
import org.conversationsessions.store.window.LoadedWindow;
import org.conversationsessions.store.window.MeasuredRows;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The metrics of sessions in DynamoDB. They come from the counters of the bots' days and hours, so
 * they cost the same for any number of sessions. Rows are counted where the history counts them:
 * less than ten seconds at a cut end of a window, and hours in which something of the same shard
 * may have expired.
 *
 * <p>The counters know every kind, so a filter costs nothing and changes nothing that is read.
 *
 * <p>Measures are counted by hour. So a query for measures reads the rows of the hours that its
 * window cuts: at most two, of every shard. Other hours without complete measures are not read; the
 * figures of which they are a part are unknown.
 */
public final class DynamoSessionMetrics implements SessionMetrics {
  private final CounterReader reader;
  private final Expiry expiry;

  /** Creates the adapter. */
  public DynamoSessionMetrics(DynamoDbClient dynamo, Tables tables, Expiry expiry) {
    this.reader = new CounterReader(dynamo, tables, expiry);
    this.expiry = expiry;
  }

  /**
   * What was read of a window.
   *
   * @param series a series for each shard of each bot
   * @param counts the counts; with measures, they divide only whole hours and rows
   * @param measures the measures that are stored, by counter key and day; none if not asked for
   */
  private record Loaded(
      List<PartitionSeries> series,
      LoadedWindow<MeasuredRows> counts,
      Map<String, NavigableMap<LocalDate, HourlyMeasures>> measures) {}

  @Override
  public MetricsResult count(MetricsQuery query) {
    Instant now = expiry.clock().instant();
    ConcurrentLinkedQueue<Loaded> windows = new ConcurrentLinkedQueue<>();
    Parallel.forEach(
        Stream.concat(Stream.of(query.window()), query.previous().stream()).toList(),
        window -> BucketWindow.of(window).ifPresent(part -> windows.add(load(query, part))));
    MetricsAggregator aggregator = new MetricsAggregator(query);
    for (Loaded window : windows) {
      for (PartitionSeries series : window.series) {
        addCounted(window, series, query, aggregator);
        window
            .counts
            .counters()
            .users(series.counterKey(), now)
            .forEach((day, users) -> aggregator.addUsers(series.bot(), day, users));
      }
      window.counts.rows().forEach((rows, found) -> addRows(rows, found, aggregator));
    }
    return aggregator.result(now, expiry.retention(), CounterReader.MAX_LAG);
  }

  private Loaded load(MetricsQuery query, BucketWindow window) {
    // One series for each shard of a bot: its rows have every kind.
    List<PartitionSeries> series =
        PartitionSeries.of(
            query.bots(),
            HistoryFilter.of(new TimeWindow(window.from(), window.to())),
            window.from(),
            window.to());
    Map<String, NavigableMap<LocalDate, HourlyMeasures>> measures = new ConcurrentHashMap<>();
    if (!query.measures()) {
      return new Loaded(
          series,
          LoadedWindow.load(
              reader,
              series,
              window,
              cuts(query),
              count -> new MeasuredRows(reader.countRowsByKind(count), Map.of()),
              List.of()),
          measures);
    }
    BucketWindow hours = window.ofWholeHours();
    List<Runnable> calls = new ArrayList<>();
    if (hours.hasBuckets()) {
      LoadedWindow.counterKeys(series)
          .forEach(
              key ->
                  calls.add(
                      () ->
                          measures.put(
                              key, reader.readMeasures(key, hours.firstDay(), hours.lastDay()))));
    }
    return new Loaded(
        series,
        LoadedWindow.load(reader, series, hours, cuts(query), reader::measureRows, calls),
        measures);
  }

  private static NavigableSet<Long> cuts(MetricsQuery query) {
    return query.boundaries().stream()
        .map(TimeBucket::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds the sessions of a series in the ranges that are counted by counters, hour by hour. */
  private static void addCounted(
      Loaded window, PartitionSeries series, MetricsQuery query, MetricsAggregator aggregator) {
    LoadedCounters counters = window.counts.counters();
    String key = series.counterKey();
    Map<Long, List<CountedSessions>> byHour = new HashMap<>();
    for (TimeRange range : window.counts.countedRanges()) {
      if (window.counts.isCountedByRows(series, range)) {
        continue;
      }
      KindCounts counts = counters.countByKind(key, range).withoutNegatives();
      // The range has sessions of some series; over many bots most series have none.
      if (counts.total() == 0) {
        continue;
      }
      CountedSessions counted = new CountedSessions(range.from(), counts);
      aggregator.add(series.bot(), counted);
      if (query.measures()) {
        byHour.computeIfAbsent(range.hour(), any -> new ArrayList<>()).add(counted);
      }
    }
    byHour.forEach(
        (hour, parts) ->
            aggregator.measure(
                series.bot(),
                parts,
                counters.isMeasured(key, hour)
                    ? Optional.of(measures(window, key, hour))
                    : Optional.empty()));
  }

  private static Map<SessionKind, SessionMeasures> measures(Loaded window, String key, long hour) {
    return window
        .measures
        .getOrDefault(key, new TreeMap<>())
        .getOrDefault(TimeBucket.day(hour), HourlyMeasures.EMPTY)
        .ofHour(Math.floorMod(hour, TimeBucket.HOURS_PER_DAY));
  }

  private static void addRows(RowsToCount rows, MeasuredRows found, MetricsAggregator aggregator) {
    CountedSessions counted = new CountedSessions(rows.range().from(), found.counts());
    aggregator.add(rows.series().bot(), counted);
    aggregator.measure(rows.series().bot(), List.of(counted), Optional.of(found.measures()));
  }
}
