package org.conversationsessions.store.metric;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.metric.SessionMetrics;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsAggregator;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader;
import org.conversationsessions.store.window.LoadedWindow;
import org.conversationsessions.store.window.PartitionSeries;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The metrics of sessions in DynamoDB. They come from the counters of the bots' days and hours, so
 * they cost the same for any number of sessions. Rows are counted where the history counts them:
 * less than ten seconds at a cut end of a window, and hours in which something may have expired.
 *
 * <p>The counters know every kind, so a filter costs nothing and changes nothing that is read.
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
   * Sessions that no boundary of the query lies between.
   *
   * @param bot their bot
   * @param start the first instant at which they may have started
   * @param counts the numbers of them
   */
  private record Counted(BotId bot, Instant start, KindCounts counts) {}

  @Override
  public MetricsResult count(MetricsQuery query) {
    Instant now = expiry.clock().instant();
    ConcurrentLinkedQueue<Counted> found = new ConcurrentLinkedQueue<>();
    Parallel.forEach(
        Stream.concat(Stream.of(query.window()), query.previous().stream()).toList(),
        window ->
            BucketWindow.of(window)
                .ifPresent(part -> found.addAll(count(query.bots(), part, cuts(query)))));
    MetricsAggregator aggregator = new MetricsAggregator(query);
    found.forEach(counted -> aggregator.add(counted.bot, counted.start, counted.counts));
    return aggregator.result(now, expiry.retention(), CounterReader.MAX_LAG);
  }

  private static NavigableSet<Long> cuts(MetricsQuery query) {
    return query.boundaries().stream()
        .map(TimeBucket::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Counted> count(List<Bot> bots, BucketWindow window, NavigableSet<Long> cuts) {
    // One series for each shard of a bot: its rows have every kind.
    List<PartitionSeries> series =
        PartitionSeries.of(
            bots,
            HistoryFilter.of(new TimeWindow(window.from(), window.to())),
            window.from(),
            window.to());
    LoadedWindow<KindCounts> loaded =
        LoadedWindow.load(reader, series, window, cuts, reader::countRowsByKind, Optional.empty());
    Stream<Counted> byCounters =
        loaded.countedRanges().stream()
            .flatMap(
                range ->
                    series.stream()
                        .map(
                            one ->
                                new Counted(
                                    one.bot(),
                                    range.from(),
                                    loaded
                                        .counters()
                                        .countByKind(one.counterKey(), range)
                                        .withoutNegatives())));
    Stream<Counted> byRows =
        loaded.rows().entrySet().stream()
            .map(
                entry ->
                    new Counted(
                        entry.getKey().series().bot(),
                        entry.getKey().range().from(),
                        entry.getValue()));
    return Stream.concat(byCounters, byRows).toList();
  }
}
