package org.conversationsessions.bench.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * The most that an operation may cost. {@link Double#POSITIVE_INFINITY} is no bound.
 *
 * @param writeUnits write units
 * @param readUnits read units
 * @param roundTrips calls of DynamoDB that wait for each other; {@link Integer#MAX_VALUE} is no
 *     bound
 */
public record CostBudget(double writeUnits, double readUnits, int roundTrips) {
  /** No bound. */
  public static final CostBudget NONE =
      new CostBudget(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

  /** Sums of units are not exact. */
  private static final double ROUNDING = 1e-6;

  /** Returns a budget of read units alone. */
  public static CostBudget ofReads(double readUnits) {
    return new CostBudget(NONE.writeUnits, readUnits, NONE.roundTrips);
  }

  /** Returns a budget of read units and round trips. */
  public static CostBudget ofReads(double readUnits, int roundTrips) {
    return new CostBudget(NONE.writeUnits, readUnits, roundTrips);
  }

  /** Returns a budget of write units alone. */
  public static CostBudget ofWrites(double writeUnits) {
    return new CostBudget(writeUnits, NONE.readUnits, NONE.roundTrips);
  }

  /** Returns a budget of write and read units. */
  public static CostBudget of(double writeUnits, double readUnits) {
    return new CostBudget(writeUnits, readUnits, NONE.roundTrips);
  }

  /** Returns whether a cost exceeds the budget. A cost that is not a number does. */
  boolean isBroken(Cost cost) {
    return !(cost.writeUnits() <= writeUnits + ROUNDING
        && cost.readUnits() <= readUnits + ROUNDING
        && cost.roundTrips() <= roundTrips);
  }

  @Override
  public String toString() {
    List<String> bounds = new ArrayList<>();
    if (writeUnits < NONE.writeUnits) {
      bounds.add("%.1f WU".formatted(writeUnits));
    }
    if (readUnits < NONE.readUnits) {
      bounds.add("%.1f RU".formatted(readUnits));
    }
    if (roundTrips < NONE.roundTrips) {
      bounds.add(roundTrips == 1 ? "1 trip" : roundTrips + " trips");
    }
    return String.join(", ", bounds);
  }
}
