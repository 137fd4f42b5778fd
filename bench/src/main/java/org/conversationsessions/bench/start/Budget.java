package org.conversationsessions.bench.start;

/**
 * A measured figure with its limits.
 *
 * @param name the figure's name, as in the documents
 * @param figure the measured value
 * @param budget what the figure should not exceed on a machine that does nothing else
 * @param guard what it must not exceed on any machine: the budget with room for noise
 */
record Budget(String name, double figure, double budget, double guard) {
  private static final double MAX_HEADROOM = 2;

  /** Refuses a guard that leaves so much room that it would never fail. */
  Budget {
    if (!(guard >= budget && guard <= MAX_HEADROOM * budget)) {
      throw new IllegalArgumentException(
          "the guard of \"%s\" is not between its budget and twice its budget".formatted(name));
    }
  }

  /** Returns whether the guard is exceeded. A figure that is not a number exceeds every guard. */
  boolean isBroken() {
    return !(figure <= guard);
  }

  /** Returns how the figure compares with its limits. */
  String verdict() {
    if (isBroken()) {
      return "BROKEN";
    }
    return figure <= budget ? "kept" : "over the budget, within the guard";
  }
}
