package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;

/**
 * A page of a window with few sessions. All of them are read, in parallel, so page and total are
 * exact even if the counters lag.
 */
final class SmallWindowPage {
  private final QueryWithCounts queryWithCounts;
  private final int maxPerPartition;

  /**
   * Creates a page.
   *
   * @param maxPerPartition how many sessions of a partition are read
   */
  SmallWindowPage(QueryWithCounts queryWithCounts, int maxPerPartition) {
    this.queryWithCounts = queryWithCounts;
    this.maxPerPartition = maxPerPartition;
  }

  /** Returns the page; empty if a partition holds more sessions than are read. */
  Optional<HistoryPage> page() {
    List<PartitionReader> readers = createReaders();
    AtomicBoolean hasMore = new AtomicBoolean();
    Parallel.forEach(
        readers,
        reader -> {
          if (!reader.readAll(maxPerPartition + 1)) {
            hasMore.set(true);
          }
        });
    return hasMore.get() ? Optional.empty() : Optional.of(page(queryWithCounts.query(), readers));
  }

  private List<PartitionReader> createReaders() {
    List<PartitionReader> readers = new ArrayList<>();
    BucketWindow window = queryWithCounts.window();
    List<TimeRange> days = queryWithCounts.daysToRead();
    for (PartitionSeries series : queryWithCounts.series()) {
      List<TimeRange> ranges =
          series.hasOnePartition()
              ? List.of(new TimeRange(window.from(), window.to()))
              : days.stream().filter(day -> series.existsOn(day.day())).toList();
      for (TimeRange range : ranges) {
        readers.add(
            queryWithCounts
                .readers()
                .of(series.between(range.from(), range.to()), maxPerPartition + 1));
      }
    }
    return readers;
  }

  private static HistoryPage page(HistoryQuery query, List<PartitionReader> readers) {
    List<Session> sessions =
        readers.stream()
            .flatMap(reader -> reader.buffered().stream())
            .sorted(Comparator.comparing(Session::id).reversed())
            .toList();
    List<Session> afterCursor =
        query
            .after()
            .map(after -> sessions.stream().filter(s -> s.id().compareTo(after) < 0).toList())
            .orElse(sessions);
    int first = (int) Math.min(afterCursor.size(), query.skip());
    int last = Math.min(afterCursor.size(), first + query.limit());
    return new HistoryPage(
        sessions.size(), afterCursor.subList(first, last), last < afterCursor.size());
  }
}
