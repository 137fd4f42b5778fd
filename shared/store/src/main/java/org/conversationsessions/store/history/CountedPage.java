package org.conversationsessions.store.history;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.history.BucketWindow.Stretch;
import org.conversationsessions.store.session.SessionItem;

/**
 * A page at any depth of a window with many sessions: the counts tell in which ten seconds its
 * first row is and how many rows of each lane are on it; those are asked for, all days and lanes
 * side by side. Where the counts are behind, more rows are read until the page is full: only its
 * cost depends on them, and where a deep one begins.
 */
final class CountedPage {
  /** An hour with fewer rows is read over: knowing its slots costs as much. */
  private static final int READ_OVER = 16;

  private final List<PartitionSeries> lanes;
  private final BucketWindow window;
  private final WindowCounts census;
  private final PartitionReaderFactory readers;
  private final Clock clock;

  CountedPage(
      List<PartitionSeries> lanes,
      BucketWindow window,
      WindowCounts census,
      PartitionReaderFactory readers,
      Clock clock) {
    this.lanes = lanes;
    this.window = window;
    this.census = census;
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * The page.
   *
   * @param first a reader of the first partition, if there is one already
   */
  HistoryPage page(HistoryQuery query, Optional<PartitionReader> first) {
    Start start = query.after().map(this::behind).orElseGet(() -> locate(query.skip()));
    long over = query.after().isPresent() ? query.skip() : start.over;
    List<Session> rows = rows(query, start, over, first);
    return new HistoryPage(
        agreed(census.total(), query, rows.size()),
        rows.subList(0, Math.min(query.limit(), rows.size())),
        rows.size() > query.limit());
  }

  /**
   * Where to begin reading.
   *
   * @param at the highest identifier to read
   * @param over how many rows to pass over
   * @param cells what is known from there on
   */
  private record Start(SessionId at, long over, List<CountBucket> cells) {}

  private Start behind(SessionId after) {
    return new Start(
        after,
        0,
        census.cells().stream().filter(cell -> !cell.from().isAfter(after.start())).toList());
  }

  private Start locate(long skip) {
    if (skip == 0) {
      return new Start(SessionId.highestAt(window.to()), 0, census.cells());
    }
    Start start = locate(skip, census.cells());
    CountBucket cell = start.cells.getFirst();
    if (cell.hour() == CountBucket.FINE || cell.total() <= READ_OVER || start.over == 0) {
      return start;
    }
    List<CountBucket> fine = census.inSlots(cell);
    if (fine.isEmpty()) {
      return start;
    }
    List<CountBucket> rest = new ArrayList<>(fine);
    rest.addAll(start.cells.subList(1, start.cells.size()));
    return locate(start.over, rest);
  }

  /** The stretch with the row behind those passed over; the last one, if there is no such row. */
  private static Start locate(long skip, List<CountBucket> cells) {
    long over = skip;
    int at = 0;
    while (at < cells.size() - 1 && over >= cells.get(at).total()) {
      over -= cells.get(at).total();
      at++;
    }
    return new Start(
        SessionId.highestAt(cells.get(at).to()), over, cells.subList(at, cells.size()));
  }

  private List<Session> rows(
      HistoryQuery query, Start start, long over, Optional<PartitionReader> first) {
    Expected expected = new Expected(start.cells, over + query.limit() + 1);
    List<Slice> slices = slices(start, expected);
    first.ifPresent(reader -> slices.getFirst().readers.set(0, reader));
    Parallel.forEach(
        slices.stream()
            .filter(slice -> expected.isWanted(slice.day))
            .flatMap(slice -> slice.readers.stream())
            .toList(),
        PartitionReader::peek);
    List<Session> rows = new ArrayList<>();
    long left = over;
    for (Slice slice : slices) {
      MergedRows some = new MergedRows(slice.readers, query.after());
      for (Optional<Session> row = rows.size() > query.limit() ? Optional.empty() : some.next();
          row.isPresent();
          row = rows.size() > query.limit() ? Optional.empty() : some.next()) {
        if (left > 0) {
          left--;
        } else {
          rows.add(row.get());
        }
      }
    }
    return rows;
  }

  /**
   * The partitions of a day.
   *
   * @param day the day
   * @param readers one for each lane
   */
  private record Slice(LocalDate day, List<PartitionReader> readers) {}

  private List<Slice> slices(Start start, Expected expected) {
    List<Slice> slices = new ArrayList<>();
    if (lanes.getFirst().isOneForAllDays()) {
      List<PartitionReader> all = new ArrayList<>();
      for (int lane = 0; lane < lanes.size(); lane++) {
        Partition partition =
            lanes.get(lane).between(window.from(), window.to()).downFrom(start.at);
        if (!partition.isEmpty()) {
          all.add(readers.of(partition, expected.inAll(lane)));
        }
      }
      slices.add(new Slice(SessionItem.day(window.to()), all));
      return slices;
    }
    for (Stretch day : DayPruning.asked(lanes, window, census, clock.instant())) {
      List<PartitionReader> ofDay = new ArrayList<>();
      for (int lane = 0; lane < lanes.size(); lane++) {
        Partition partition = lanes.get(lane).between(day.from(), day.to()).downFrom(start.at);
        if (lanes.get(lane).isThere(day.day()) && !partition.isEmpty()) {
          ofDay.add(readers.of(partition, expected.on(day.day(), lane)));
        }
      }
      if (!ofDay.isEmpty()) {
        slices.add(new Slice(day.day(), ofDay));
      }
    }
    return slices;
  }

  /** How many rows of each day and lane are expected among the first so many. */
  private final class Expected {
    private final Map<LocalDate, double[]> rows = new HashMap<>();
    private boolean all = true;

    Expected(List<CountBucket> cells, long wanted) {
      long left = wanted;
      for (CountBucket cell : cells) {
        if (left <= 0) {
          all = false;
          break;
        }
        long total = cell.total();
        double share = total <= left ? 1 : (double) left / total;
        double[] ofDay = rows.computeIfAbsent(cell.day(), day -> new double[lanes.size()]);
        for (int lane = 0; lane < ofDay.length; lane++) {
          double some = cell.counts().get(lane) * share;
          double ofLane = (double) cell.counts().get(lane) / Math.max(1, total);
          ofDay[lane] += some + doubt(some, share, ofLane);
        }
        left -= total;
      }
    }

    /**
     * Lanes do not alternate: of each a few more than its share may come first. That is the
     * standard deviation of drawing so many of a cell's rows without putting them back.
     *
     * @param some how many rows of the lane are expected
     * @param drawn the part of the cell that is drawn
     * @param ofLane the part of the cell that is the lane's
     */
    private static double doubt(double some, double drawn, double ofLane) {
      return Math.sqrt(some * Math.max(0, 1 - ofLane) * Math.max(0, 1 - drawn));
    }

    /** Whether a day is read for sure; all are, if the page reaches the end. */
    boolean isWanted(LocalDate day) {
      return all || lanes.getFirst().isOneForAllDays() || rows.containsKey(day);
    }

    /** One more than expected: that tells the end without another question. */
    long on(LocalDate day, int lane) {
      double[] ofDay = rows.get(day);
      return ofDay == null ? 1 : (long) Math.ceil(ofDay[lane] - 1e-6) + 1;
    }

    /** The same for all days together; what the key does not filter is read over. */
    long inAll(int lane) {
      double expected = rows.values().stream().mapToDouble(ofDay -> ofDay[lane]).sum();
      long matching = census.total();
      PartitionSeries of = lanes.get(lane);
      boolean filtered = of.kinds().size() < SessionKind.ALL.size();
      double every = filtered && matching > 0 ? (double) census.ofEveryKind(of) / matching : 1;
      return (long) Math.ceil(expected * Math.max(1, every) - 1e-6) + 1;
    }
  }

  /**
   * The total that agrees with the page, also where a session started or expired after it was
   * counted.
   *
   * @param rows how many rows were read behind those passed over, one more than the page at most
   */
  private static long agreed(long counted, HistoryQuery query, int rows) {
    if (query.after().isPresent()) {
      return Math.max(counted, rows);
    }
    long seen = query.skip() + rows;
    if (rows > query.limit()) {
      return Math.max(counted, seen);
    }
    return rows == 0 ? Math.min(counted, query.skip()) : seen;
  }
}
