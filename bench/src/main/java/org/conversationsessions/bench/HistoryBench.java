package org.conversationsessions.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.local.workbench.CapacityMeter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures what each query costs in a filled database. */
final class HistoryBench {
  /** Far longer than a call of DynamoDB Local takes, so that parallel calls overlap. */
  private static final Duration DELAY = Duration.ofMillis(30);

  private static final int WARM_UPS = 2;

  /** Attempts at a query that takes more round trips than {@link #AT_ONCE}. */
  private static final int ATTEMPTS = 6;

  /** More round trips are measured again: a busy machine may start parallel calls too late. */
  private static final int AT_ONCE = 3;

  private final BenchmarkDatabase database;
  private final int runs;
  private final int depths;

  /**
   * Creates a benchmark.
   *
   * @param runs how often each query is timed; 0 times none
   * @param depths how many depths are measured
   */
  HistoryBench(BenchmarkDatabase database, int runs, int depths) {
    this.database = database;
    this.runs = runs;
    this.depths = depths;
  }

  /** Measures all queries and depths. */
  Figures.Size measure() {
    try (DynamoDbClient plain = database.client()) {
      BenchmarkQueries queries = new BenchmarkQueries(database.history(plain), database.traffic());
      List<Figures.Row> rows =
          new ArrayList<>(rows(queries, queries.all(), runs, runs == 1 ? 1 : ATTEMPTS));
      // No budget bounds the round trips by tag, so the tests of the budgets need them only
      // roughly.
      rows.addAll(rows(queries, queries.byTag(), runs, runs > 1 ? ATTEMPTS : 1));
      return new Figures.Size(
          database.traffic().main().sessions(), database.itemBytes(), rows, depths(queries));
    }
  }

  /** Measures a window with cut ends, with every filter. */
  List<Figures.Row> measureFilters() {
    try (DynamoDbClient plain = database.client()) {
      BenchmarkQueries queries = new BenchmarkQueries(database.history(plain), database.traffic());
      return rows(queries, queries.filteredAndCut(), 0, ATTEMPTS);
    }
  }

  private List<Figures.Row> rows(
      BenchmarkQueries queries, List<BenchmarkQuery> asked, int times, int attempts) {
    CapacityMeter meter = new CapacityMeter(DELAY);
    try (DynamoDbClient metered = database.client(meter);
        DynamoDbClient plain = database.client()) {
      SessionHistory slow = database.history(metered);
      SessionHistory fast = database.history(plain);
      queries.introduce(slow);
      queries.introduce(fast);
      List<Figures.Row> rows = new ArrayList<>();
      for (BenchmarkQuery query : asked) {
        List<HistoryPage> answer = new ArrayList<>();
        CapacityMeter.Reading cost = meter.of(() -> answer.add(query.ask(slow)));
        int trips = cost.trips();
        for (int again = 1; trips > AT_ONCE && again < attempts; again++) {
          trips = Math.min(trips, meter.of(() -> query.ask(slow)).trips());
        }
        HistoryPage page = answer.getLast();
        rows.add(
            new Figures.Row(
                query.row(),
                page.total(),
                page.sessions().size(),
                cost.reads(),
                cost.items(),
                cost.calls(),
                trips,
                milliseconds(query, fast, times)));
      }
      return rows;
    }
  }

  private List<Figures.Depth> depths(BenchmarkQueries queries) {
    CapacityMeter meter = new CapacityMeter();
    try (DynamoDbClient metered = database.client(meter)) {
      SessionHistory history = database.history(metered);
      queries.introduce(history);
      List<Figures.Depth> found = new ArrayList<>();
      long deepest = Math.max(0, database.traffic().main().sessions() - 100);
      for (int i = 0; i < depths; i++) {
        long skip = deepest * i / Math.max(1, depths - 1);
        BenchmarkQuery query = queries.atDepth(skip);
        found.add(new Figures.Depth(skip, meter.of(() -> query.ask(history)).reads()));
      }
      return found;
    }
  }

  /** Returns the median of the runs, rounded to 0.1 ms. A single run has no warm-up. */
  private static double milliseconds(BenchmarkQuery query, SessionHistory history, int times) {
    for (int i = 0; i < WARM_UPS && times > 1; i++) {
      query.ask(history);
    }
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      query.ask(history);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return times == 0 ? 0 : Math.round(nanos[times / 2] / 1e5) / 10.0;
  }
}
