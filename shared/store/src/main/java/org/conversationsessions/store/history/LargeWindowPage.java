package org.conversationsessions.store.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.Partition;
import org.conversationsessions.store.window.PartitionSeries;
import org.conversationsessions.store.window.TimeRange;

/**
 * A page at any depth of a window with many sessions. The counts give the ten seconds in which the
 * page begins, or the hour if its sessions are counted by rows or are few. They also give the
 * number of the page's rows in each partition. All partitions are read in parallel and merged. If
 * the counters lag, more rows are read until the page is full. So the counts affect the page's
 * cost, and the row at which a deep page begins.
 */
final class LargeWindowPage {
  /** Reading this many rows before the page costs no more than reading an hour's counters. */
  private static final int MAX_ROWS_TO_READ_PAST = 16;

  private final QueryWithCounts queryWithCounts;
  private final HistoryQuery query;
  private final List<PartitionSeries> series;
  private final WindowCounts counts;

  LargeWindowPage(QueryWithCounts queryWithCounts) {
    this.queryWithCounts = queryWithCounts;
    this.query = queryWithCounts.query();
    this.series = queryWithCounts.series();
    this.counts = queryWithCounts.counts();
  }

  /** Reads the page. */
  HistoryPage page() {
    Start start = query.after().map(this::startAfter).orElseGet(() -> locate(query.skip()));
    List<Session> rows = readRows(start);
    return new HistoryPage(
        consistentTotal(counts.total(), query, rows.size()),
        rows.subList(0, Math.min(query.limit(), rows.size())),
        rows.size() > query.limit());
  }

  /**
   * The position at which reading begins.
   *
   * @param highest the highest identifier to read
   * @param rowsToSkip how many rows to read past before the page
   * @param slices the counts from there on
   */
  private record Start(SessionId highest, long rowsToSkip, List<WindowSlice> slices) {}

  private Start startAfter(SessionId after) {
    return new Start(
        after,
        query.skip(),
        counts.slices().stream()
            .filter(slice -> !slice.range().from().isAfter(after.start()))
            .toList());
  }

  private Start locate(long skip) {
    if (skip == 0) {
      return new Start(SessionId.highestAt(queryWithCounts.window().to()), 0, counts.slices());
    }
    Start start = findSlice(skip, counts.slices());
    WindowSlice slice = start.slices.getFirst();
    if (!slice.isDivisible() || slice.total() <= MAX_ROWS_TO_READ_PAST || start.rowsToSkip == 0) {
      return start;
    }
    List<WindowSlice> divided = counts.divide(slice);
    if (divided.isEmpty()) {
      return start;
    }
    List<WindowSlice> finer = new ArrayList<>(divided);
    finer.addAll(start.slices.subList(1, start.slices.size()));
    return findSlice(start.rowsToSkip, finer);
  }

  /** Finds the slice of the first row after those skipped; the last slice if there is no row. */
  private static Start findSlice(long skip, List<WindowSlice> slices) {
    long toSkip = skip;
    int index = 0;
    while (index < slices.size() - 1 && toSkip >= slices.get(index).total()) {
      toSkip -= slices.get(index).total();
      index++;
    }
    return new Start(
        SessionId.highestAt(slices.get(index).range().to()),
        toSkip,
        slices.subList(index, slices.size()));
  }

  /** Reads the page's rows, and one more if there is one. */
  private List<Session> readRows(Start start) {
    ExpectedRows expected =
        new ExpectedRows(series, counts, start.slices, start.rowsToSkip + query.limit() + 1);
    List<DayReaders> days = readersByDay(start, expected);
    Parallel.forEach(
        days.stream()
            .filter(day -> expected.includes(day.day))
            .flatMap(day -> day.readers.stream())
            .toList(),
        PartitionReader::peek);
    List<Session> rows = new ArrayList<>();
    long toSkip = start.rowsToSkip;
    for (DayReaders day : days) {
      MergedRows merged = new MergedRows(day.readers, query.after());
      while (rows.size() <= query.limit()) {
        Optional<Session> row = merged.next();
        if (row.isEmpty()) {
          break;
        }
        if (toSkip > 0) {
          toSkip--;
        } else {
          rows.add(row.get());
        }
      }
    }
    return rows;
  }

  /**
   * The partitions of a day, or those of all days where a series has one partition for all.
   *
   * @param day the day in UTC
   * @param readers one for each partition
   */
  private record DayReaders(LocalDate day, List<PartitionReader> readers) {}

  private List<DayReaders> readersByDay(Start start, ExpectedRows expected) {
    List<DayReaders> days = new ArrayList<>();
    if (series.getFirst().hasOnePartition()) {
      BucketWindow window = queryWithCounts.window();
      List<PartitionReader> readers = new ArrayList<>();
      for (int i = 0; i < series.size(); i++) {
        Partition partition =
            series.get(i).between(window.from(), window.to()).atOrBelow(start.highest);
        if (!partition.isEmpty()) {
          readers.add(queryWithCounts.readers().of(partition, expected.ofAllDays(i)));
        }
      }
      days.add(new DayReaders(SessionItem.day(window.to()), readers));
      return days;
    }
    for (TimeRange day : queryWithCounts.daysToRead()) {
      List<PartitionReader> readers = new ArrayList<>();
      for (int i = 0; i < series.size(); i++) {
        Partition partition = series.get(i).between(day.from(), day.to()).atOrBelow(start.highest);
        if (series.get(i).existsOn(day.day()) && !partition.isEmpty()) {
          readers.add(queryWithCounts.readers().of(partition, expected.ofDay(day.day(), i)));
        }
      }
      if (!readers.isEmpty()) {
        days.add(new DayReaders(day.day(), readers));
      }
    }
    return days;
  }

  /**
   * Returns a total that agrees with the page, even if a session started or expired after it was
   * counted.
   *
   * @param rows how many rows were read after those skipped, at most one more than the page holds
   */
  static long consistentTotal(long counterTotal, HistoryQuery query, int rows) {
    if (query.after().isPresent()) {
      return Math.max(counterTotal, rows);
    }
    long reached = query.skip() + rows;
    if (rows > query.limit()) {
      return Math.max(counterTotal, reached);
    }
    return rows == 0 ? Math.min(counterTotal, query.skip()) : reached;
  }
}
