package org.conversationsessions.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostReportTest {
  private static final CostBudget BUDGET = new CostBudget(2, 1, 3);

  @Test
  void aCostWithinEveryBoundKeepsItsBudget() {
    assertThat(cost(2, 1, 3, BUDGET).isBroken()).isFalse();
    assertThat(cost(100, 100, 100, CostBudget.NONE).isBroken()).isFalse();
  }

  @Test
  void aCostAboveAnyBoundBreaksItsBudget() {
    assertThat(cost(2.01, 1, 3, BUDGET).isBroken()).isTrue();
    assertThat(cost(2, 1.01, 3, BUDGET).isBroken()).isTrue();
    assertThat(cost(2, 1, 4, BUDGET).isBroken()).isTrue();
    assertThat(cost(Double.NaN, 1, 3, BUDGET).isBroken()).isTrue();
  }

  @Test
  void aReportIsBrokenIfOneCostIs() {
    Cost kept = cost(1, 1, 1, BUDGET);
    Cost broken = cost(3, 1, 1, BUDGET);

    assertThat(new CostReport(List.of(kept, kept)).isBroken()).isFalse();
    assertThat(new CostReport(List.of(kept, broken)).isBroken()).isTrue();
  }

  @Test
  void theTableNamesBudgetsAndVerdicts() {
    StringWriter out = new StringWriter();

    new CostReport(
            List.of(
                cost(3, 1, 1, BUDGET),
                cost(1, 0.5, 0, CostBudget.ofReads(1)),
                cost(1, 1, 1, CostBudget.NONE)))
        .print("operation", new PrintWriter(out));

    assertThat(out.toString().lines())
        .satisfiesExactly(
            heading -> assertThat(heading).startsWith("operation").contains("read units"),
            broken -> assertThat(broken).contains("2.0 WU, 1.0 RU, 3 trips").endsWith("BROKEN"),
            kept -> assertThat(kept).contains("1.0 RU").endsWith("kept"),
            unbounded -> assertThat(unbounded).endsWith("-"),
            end -> assertThat(end).isEmpty());
  }

  private static Cost cost(double writes, double reads, int trips, CostBudget budget) {
    return new Cost("a row", "", writes, reads, 1, trips, 1, budget);
  }
}
