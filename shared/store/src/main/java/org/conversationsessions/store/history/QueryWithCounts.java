package org.conversationsessions.store.history;

import java.time.Clock;
import java.util.List;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;

/**
 * A query without tags, with the number of sessions in its window.
 *
 * @param series the partitions that hold the sessions
 * @param counts the number of sessions, by time bucket
 * @param readers creates readers of partitions
 * @param clock the service's time
 */
record QueryWithCounts(
    HistoryQuery query,
    List<PartitionSeries> series,
    BucketWindow window,
    WindowCounts counts,
    PartitionReaderFactory readers,
    Clock clock) {
  /** Returns the days to read rows of, newest first. */
  List<TimeRange> daysToRead() {
    return DayPruning.daysToRead(series.size(), window, counts, clock.instant());
  }
}
