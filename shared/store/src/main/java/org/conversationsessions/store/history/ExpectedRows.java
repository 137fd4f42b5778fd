package org.conversationsessions.store.history;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.store.window.PartitionSeries;

/**
 * Estimates how many rows of each day and partition series are among the first rows of a window.
 * Then one query for each partition is nearly always enough, and few surplus rows are read.
 *
 * <p>A slice that is needed as a whole adds the count of each series. Of the last slice only a
 * share is needed, and which rows come first is not known. The estimate for a series is the
 * expected number plus two standard deviations of drawing the rows at random without replacement
 * (hypergeometric distribution, for large slices). With one, 3 of 240 pages measured took a query
 * more, with two none; the surplus rows cost 0.1 read units on average.
 *
 * <p>Example: 50 rows are needed of two series. The newest slice counts 30 + 10 sessions and is
 * needed as a whole. The next one counts 60 + 40, of which the 10 missing rows are a share of 0.1.
 *
 * <table>
 * <caption>Rows to request</caption>
 * <tr><th>series</th><th>first slice</th><th>expected of the second</th>
 *     <th>two standard deviations</th><th>sum, rounded up</th><th>requested</th></tr>
 * <tr><td>0</td><td>30</td><td>60 × 0.1 = 6</td><td>2 × √(6 × 0.4 × 0.9) = 2.94</td><td>39</td>
 *     <td>40</td></tr>
 * <tr><td>1</td><td>10</td><td>40 × 0.1 = 4</td><td>2 × √(4 × 0.6 × 0.9) = 2.94</td><td>17</td>
 *     <td>18</td></tr>
 * </table>
 */
final class ExpectedRows {
  /** Keeps a rounding error of the sums from requesting another row. */
  private static final double ROUNDING = 1e-6;

  /** How many standard deviations are requested beyond the expected number. */
  private static final int DEVIATIONS = 2;

  private final List<PartitionSeries> series;
  private final WindowCounts counts;
  private final Map<LocalDate, double[]> byDay = new HashMap<>();
  private final boolean isWholeWindow;

  /**
   * Estimates how many rows each partition must give.
   *
   * @param slices the counts from the first row on, newest first
   * @param needed how many rows are needed
   */
  ExpectedRows(
      List<PartitionSeries> series, WindowCounts counts, List<WindowSlice> slices, long needed) {
    this.series = series;
    this.counts = counts;
    long remaining = needed;
    int used = 0;
    for (; used < slices.size() && remaining > 0; used++) {
      add(slices.get(used), remaining);
      remaining -= slices.get(used).total();
    }
    isWholeWindow = used == slices.size();
  }

  private void add(WindowSlice slice, long needed) {
    long total = slice.total();
    double share = total <= needed ? 1 : (double) needed / total;
    double[] ofDay = byDay.computeIfAbsent(slice.day(), day -> new double[series.size()]);
    for (int i = 0; i < ofDay.length; i++) {
      long count = slice.counts().get(i);
      double expected = count * share;
      double ofSeries = (double) count / Math.max(1, total);
      ofDay[i] += expected + DEVIATIONS * standardDeviation(expected, ofSeries, share);
    }
  }

  private static double standardDeviation(double expected, double ofSeries, double share) {
    return Math.sqrt(expected * Math.max(0, 1 - ofSeries) * Math.max(0, 1 - share));
  }

  /** Returns whether rows of a day are needed; of all days, if the rows reach the window's end. */
  boolean includes(LocalDate day) {
    return isWholeWindow || series.getFirst().hasOnePartition() || byDay.containsKey(day);
  }

  /**
   * Returns how many rows to request of a series' partition of a day: one more than expected, so
   * that the query that reaches the partition's end also reports it.
   */
  long ofDay(LocalDate day, int seriesIndex) {
    double[] ofDay = byDay.get(day);
    return ofDay == null ? 1 : roundUpPlusOne(ofDay[seriesIndex]);
  }

  /**
   * Returns how many rows to request of a series with one partition for all days. Rows that the
   * query's filter drops count against the limit of a request, so the number is scaled up.
   */
  long ofAllDays(int seriesIndex) {
    double expected = byDay.values().stream().mapToDouble(ofDay -> ofDay[seriesIndex]).sum();
    long matching = counts.total();
    PartitionSeries partitionSeries = series.get(seriesIndex);
    boolean isFiltered = partitionSeries.kinds().size() < SessionKind.ALL.size();
    double rowsPerMatch =
        isFiltered && matching > 0
            ? (double) counts.countOfEveryKind(partitionSeries) / matching
            : 1;
    return roundUpPlusOne(expected * Math.max(1, rowsPerMatch));
  }

  private static long roundUpPlusOne(double expected) {
    return (long) Math.ceil(expected - ROUNDING) + 1;
  }
}
