package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.Partition;
import org.conversationsessions.store.window.PartitionSeries;

/**
 * A page of the sessions that match a filter by tags: those of an end user, or of a window in which
 * reading the rows is cheaper than reading the index by tag. All rows of the window are read,
 * partitions in parallel, and matched. Page and total are exact; the cost grows with the window.
 */
final class ScanPage {
  private static final int READ_AHEAD = 1000;

  private final HistoryQuery query;
  private final List<PartitionSeries> series;
  private final BucketWindow window;
  private final PartitionReaderFactory readers;
  private final LiveSessionOverlay liveSessions;

  ScanPage(
      HistoryQuery query,
      List<PartitionSeries> series,
      BucketWindow window,
      PartitionReaderFactory readers,
      LiveSessionOverlay liveSessions) {
    this.query = query;
    this.series = series;
    this.window = window;
    this.readers = readers;
    this.liveSessions = liveSessions;
  }

  /** Reads the page, with the current figures of live sessions. */
  HistoryPage page() {
    Queue<Matches> found = new ConcurrentLinkedQueue<>();
    Parallel.forEach(
        series.stream().flatMap(each -> each.partitions(window).stream()).toList(),
        partition -> found.add(readMatches(partition)));
    List<Session> sessions =
        found.stream()
            .flatMap(each -> each.first().stream())
            .sorted(DynamoSessionHistory.NEWEST_FIRST)
            .toList();
    int from = (int) Math.min(sessions.size(), query.skip());
    int to = Math.min(sessions.size(), from + query.limit());
    return new HistoryPage(
        found.stream().mapToLong(Matches::count).sum(),
        liveSessions.apply(sessions.subList(from, to), query.filter()),
        sessions.size() > to);
  }

  /**
   * The matching sessions of one partition.
   *
   * @param count how many match
   * @param first those that may be on the page, and one more that may follow it, newest first
   */
  private record Matches(long count, List<Session> first) {}

  private Matches readMatches(Partition partition) {
    long count = 0;
    List<Session> first = new ArrayList<>();
    MergedRows rows = new MergedRows(List.of(readers.of(partition, READ_AHEAD)), Optional.empty());
    for (List<Session> batch = rows.next(READ_AHEAD);
        !batch.isEmpty();
        batch = rows.next(READ_AHEAD)) {
      for (Session session : batch) {
        if (matchesTags(session)) {
          count++;
          if (!isBeforePage(session) && first.size() <= query.skip() + query.limit()) {
            first.add(session);
          }
        }
      }
    }
    return new Matches(count, first);
  }

  /** Matches by the tags of the row, also for a live session (contract, section 5). */
  private boolean matchesTags(Session session) {
    return query.filter().tags().matches(session.tags());
  }

  private boolean isBeforePage(Session session) {
    return query.after().map(after -> session.id().compareTo(after) >= 0).orElse(false);
  }
}
