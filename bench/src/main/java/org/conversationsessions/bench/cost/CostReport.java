package org.conversationsessions.bench.cost;

import java.io.PrintWriter;
import java.util.List;
import org.conversationsessions.cli.TextTable;

/**
 * Measured costs.
 *
 * @param costs the costs, in the order of the table
 */
public record CostReport(List<Cost> costs) {
  /** Copies the list. */
  public CostReport {
    costs = List.copyOf(costs);
  }

  /** Prints a table. */
  public void print(String heading, PrintWriter out) {
    TextTable table =
        new TextTable(
            heading,
            "result",
            "write units",
            "read units",
            "calls",
            "round trips",
            "      ms",
            "budget",
            "verdict");
    for (Cost cost : costs) {
      table.row(
          cost.row(),
          cost.result(),
          "%11.2f".formatted(cost.writeUnits()),
          "%10.2f".formatted(cost.readUnits()),
          "%5.1f".formatted(cost.calls()),
          cost.roundTrips() == 0 ? "" : "%11d".formatted(cost.roundTrips()),
          "%8.1f".formatted(cost.milliseconds()),
          cost.budget().toString(),
          cost.verdict());
    }
    table.print(out, TextTable.WIDE);
    out.println();
    out.flush();
  }

  /** Returns whether a budget is exceeded. */
  public boolean isBroken() {
    return costs.stream().anyMatch(Cost::isBroken);
  }
}
