package org.conversationsessions.bench.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.bench.cost.Cost;
import org.conversationsessions.bench.cost.CostBudget;
import org.conversationsessions.bench.cost.QueryMeter;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.metric.ZonedBins;
import org.conversationsessions.domain.registry.Bot;

/** Measures what metrics and billing sessions of a bot cost. */
final class MetricsBench {
  private static final int PAGE = 100;

  /** The end of the traffic. */
  private static final Instant END = Traffic.TO.plusMillis(1);

  private final Bot bot;
  private final QueryMeter meter;
  private final List<Cost> costs = new ArrayList<>();

  /**
   * Creates a benchmark.
   *
   * @param bot a bot with sessions on at least 92 days
   */
  MetricsBench(Bot bot, QueryMeter meter) {
    this.bot = bot;
    this.meter = meter;
  }

  /** Measures. */
  List<Cost> measure() {
    costs.clear();
    measureCounts();
    measureMeasures();
    measureZones();
    measureBilling();
    return List.copyOf(costs);
  }

  private void measureCounts() {
    metrics("metrics, 7 days", CostBudget.ofReads(1, 1), query(days(7)));
    metrics("metrics, 92 days", CostBudget.ofReads(6, 1), query(days(92)));
    metrics(
        "metrics, 31 days by hour",
        CostBudget.NONE,
        query(days(31), MetricsInterval.HOUR, "UTC", false, false));
    metrics(
        "metrics, 7 days, hours of the day",
        CostBudget.ofReads(1, 1),
        query(days(7), MetricsInterval.DAY, "UTC", true, false));
    metrics("metrics, 7 days, both ends cut an hour", CostBudget.ofReads(2, 1), query(cut()));
    metrics(
        "metrics, 7 days, both ends cut ten seconds",
        CostBudget.NONE,
        query(new TimeWindow(cut().from().plusMillis(4321), cut().to().minusMillis(4321))));
  }

  private void measureMeasures() {
    for (int days : List.of(7, 92)) {
      metrics(
          "metrics, %d days, measures".formatted(days),
          new CostBudget(CostBudget.NONE.writeUnits(), CostBudget.NONE.readUnits(), 1),
          query(days(days), MetricsInterval.DAY, "UTC", false, true));
    }
    metrics(
        "metrics, 7 days cut an hour, measures",
        CostBudget.NONE,
        query(cut(), MetricsInterval.DAY, "UTC", false, true));
  }

  private void measureZones() {
    metrics("metrics, 7 days in Berlin", CostBudget.ofReads(1, 1), inZone("Europe/Berlin", false));
    metrics("metrics, 7 days in Kolkata", CostBudget.ofReads(5, 2), inZone("Asia/Kolkata", false));
    metrics(
        "metrics, 7 days in Kolkata, hours of the day",
        CostBudget.NONE,
        inZone("Asia/Kolkata", true));
  }

  /** Returns the query for the last seven whole days of a zone. */
  private MetricsQuery inZone(String zone, boolean activeHours) {
    Duration offset =
        Duration.ofSeconds(ZoneId.of(zone).getRules().getOffset(END).getTotalSeconds());
    TimeWindow days = new TimeWindow(days(7).from().minus(offset), days(7).to().minus(offset));
    return query(days, MetricsInterval.DAY, zone, activeHours, false);
  }

  private void measureBilling() {
    for (int days : List.of(1, 7)) {
      long total = billing("billing sessions, %d days, first page".formatted(days), days, 0);
      billing("billing sessions, %d days, page at half depth".formatted(days), days, total / 2);
    }
    billing("billing sessions, 92 days, first page", 92, 0);
  }

  private void metrics(String row, CostBudget budget, MetricsQuery query) {
    costs.add(
        meter.measure(
            row,
            budget,
            store -> {
              MetricsResult result = store.metrics().count(query);
              return Long.toString(result.totals().sessions());
            }));
  }

  /** Measures a page and returns the number of all billing sessions of the window. */
  private long billing(String row, int days, long skip) {
    BillingQuery query =
        new BillingQuery(List.of(bot), days(days), Optional.empty(), skip, Optional.empty(), PAGE);
    long[] total = new long[1];
    costs.add(
        meter.measure(
            row,
            CostBudget.NONE,
            store ->
                switch (store.billingSessions().page(query)) {
                  case BillingSessions.Result.Found found -> {
                    total[0] = found.page().total();
                    yield "%d of %d".formatted(found.page().billingSessions().size(), total[0]);
                  }
                  case BillingSessions.Result.TooMany tooMany -> "400: too many";
                }));
    return total[0];
  }

  private MetricsQuery query(TimeWindow window) {
    return query(window, MetricsInterval.DAY, "UTC", false, false);
  }

  private MetricsQuery query(
      TimeWindow window,
      MetricsInterval interval,
      String zone,
      boolean activeHours,
      boolean measures) {
    return new MetricsQuery(
        List.of(bot),
        window,
        interval,
        new ZonedBins(ZoneId.of(zone)),
        Optional.empty(),
        Optional.empty(),
        Set.of(MetricsDimension.CONTAINMENT_TYPE, MetricsDimension.SESSION_TYPE),
        false,
        activeHours,
        measures);
  }

  /** Returns the last whole days in UTC. */
  private static TimeWindow days(int number) {
    return new TimeWindow(END.minus(Duration.ofDays(number)), Traffic.TO);
  }

  /** Returns seven days whose ends lie within an hour and not within ten seconds. */
  private static TimeWindow cut() {
    return new TimeWindow(
        days(7).from().plus(Duration.ofMinutes(10)), days(7).to().minus(Duration.ofMinutes(10)));
  }
}
