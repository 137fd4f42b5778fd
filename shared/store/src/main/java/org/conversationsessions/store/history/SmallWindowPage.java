package org.conversationsessions.store.history;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.history.BucketWindow.Stretch;

/**
 * A page of a window with few sessions: all of them are read and counted, and the counts tell where
 * that is cheap. So where a difference of one is seen, nothing depends on how fast the counters
 * are.
 */
final class SmallWindowPage {
  private final List<PartitionSeries> lanes;
  private final BucketWindow window;
  private final WindowCounts census;
  private final PartitionReaderFactory readers;
  private final Clock clock;
  private final int few;

  SmallWindowPage(
      List<PartitionSeries> lanes,
      BucketWindow window,
      WindowCounts census,
      PartitionReaderFactory readers,
      Clock clock,
      int few) {
    this.lanes = lanes;
    this.window = window;
    this.census = census;
    this.readers = readers;
    this.clock = clock;
    this.few = few;
  }

  /**
   * The page; empty if there are more sessions than that.
   *
   * @param first a reader of the first partition, if there is one already
   */
  Optional<HistoryPage> page(HistoryQuery query, Optional<PartitionReader> first) {
    if (census.total() > few) {
      return Optional.empty();
    }
    List<PartitionReader> all = all();
    first.ifPresent(reader -> all.set(0, reader));
    AtomicBoolean tooMany = new AtomicBoolean();
    Parallel.forEach(
        all,
        reader -> {
          if (!reader.readsAll(few + 1)) {
            tooMany.set(true);
          }
        });
    return tooMany.get() ? Optional.empty() : Optional.of(page(query, all));
  }

  private List<PartitionReader> all() {
    List<PartitionReader> all = new ArrayList<>();
    List<Stretch> days = DayPruning.asked(lanes, window, census, clock.instant());
    for (PartitionSeries lane : lanes) {
      if (lane.isOneForAllDays()) {
        all.add(readers.of(lane.between(window.from(), window.to()), few + 1));
      } else {
        days.stream()
            .filter(day -> lane.isThere(day.day()))
            .forEach(day -> all.add(readers.of(lane.between(day.from(), day.to()), few + 1)));
      }
    }
    return all;
  }

  private static HistoryPage page(HistoryQuery query, List<PartitionReader> all) {
    List<Session> sessions =
        all.stream()
            .flatMap(reader -> reader.waiting().stream())
            .sorted(Comparator.comparing(Session::id).reversed())
            .toList();
    List<Session> from =
        query
            .after()
            .map(after -> sessions.stream().filter(s -> s.id().compareTo(after) < 0).toList())
            .orElse(sessions);
    int first = (int) Math.min(from.size(), query.skip());
    int last = Math.min(from.size(), first + query.limit());
    return new HistoryPage(sessions.size(), from.subList(first, last), last < from.size());
  }
}
