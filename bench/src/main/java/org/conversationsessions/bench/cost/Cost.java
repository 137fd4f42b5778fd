package org.conversationsessions.bench.cost;

import org.conversationsessions.local.workbench.CapacityMeter;

/**
 * The cost of an operation, or its average.
 *
 * @param row the operation's name
 * @param result what it returned, in a few words; empty if that is of no interest
 * @param writeUnits write units of all calls
 * @param readUnits read units of all calls
 * @param calls calls of DynamoDB
 * @param roundTrips the longest chain of calls that wait for each other; 0 if it was not measured
 * @param milliseconds the time with DynamoDB Local: only ratios are meaningful
 * @param budget the most that it may cost
 */
public record Cost(
    String row,
    String result,
    double writeUnits,
    double readUnits,
    double calls,
    int roundTrips,
    double milliseconds,
    CostBudget budget) {
  /**
   * Returns the average cost of operations one after the other.
   *
   * @param all the cost of all of them
   * @param milliseconds the time of all of them
   */
  public static Cost average(
      String row,
      String result,
      int operations,
      CapacityMeter.Reading all,
      double milliseconds,
      CostBudget budget) {
    return new Cost(
        row,
        result,
        all.writes() / operations,
        all.reads() / operations,
        (double) all.calls() / operations,
        0,
        milliseconds / operations,
        budget);
  }

  /** Returns whether the budget is exceeded. */
  public boolean isBroken() {
    return budget.isBroken(this);
  }

  /** Returns how the cost compares with its budget; empty if it has none. */
  String verdict() {
    if (budget.equals(CostBudget.NONE)) {
      return "";
    }
    return isBroken() ? "BROKEN" : "kept";
  }
}
