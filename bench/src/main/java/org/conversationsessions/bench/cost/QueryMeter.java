package org.conversationsessions.bench.cost;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.Store;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures what queries cost in a filled database. */
public final class QueryMeter implements Closeable {
  /** Far longer than a call of DynamoDB Local takes, so that parallel calls overlap. */
  private static final Duration DELAY = Duration.ofMillis(30);

  private static final int WARM_UPS = 2;

  /** Attempts at few round trips: a busy machine may start parallel calls too late. */
  private static final int ATTEMPTS = 4;

  private final CapacityMeter meter = new CapacityMeter(DELAY);
  private final DynamoDbClient metered;
  private final DynamoDbClient plain;
  private final Store slow;
  private final Store fast;
  private final int runs;

  /**
   * Creates a meter.
   *
   * @param runs how often each query is timed
   */
  public QueryMeter(BenchmarkDatabase database, Clock clock, int runs) {
    this.metered = database.client(meter);
    this.plain = database.client();
    this.slow = database.store(metered, clock);
    this.fast = database.store(plain, clock);
    this.runs = runs;
  }

  /**
   * Measures a query.
   *
   * @param query runs the query and returns what it found, in a few words
   */
  public Cost measure(String row, CostBudget budget, Function<Store, String> query) {
    List<String> result = new ArrayList<>();
    CapacityMeter.Reading cost = meter.of(() -> result.add(query.apply(slow)));
    int trips = cost.trips();
    int enough = runs == 1 ? budget.roundTrips() : 1;
    for (int again = 1; trips > enough && again < ATTEMPTS; again++) {
      trips = Math.min(trips, meter.of(() -> result.add(query.apply(slow))).trips());
    }
    return new Cost(
        row,
        result.getFirst(),
        cost.writes(),
        cost.reads(),
        cost.calls(),
        trips,
        milliseconds(query),
        budget);
  }

  /** Returns the median of the runs, rounded to 0.1 ms. A single run has no warm-up. */
  private double milliseconds(Function<Store, String> query) {
    for (int i = 0; i < WARM_UPS && runs > 1; i++) {
      var _ = query.apply(fast);
    }
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      long begin = System.nanoTime();
      var _ = query.apply(fast);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return Math.round(nanos[runs / 2] / 1e5) / 10.0;
  }

  @Override
  public void close() {
    metered.close();
    plain.close();
  }
}
