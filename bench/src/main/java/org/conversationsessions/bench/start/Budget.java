package org.conversationsessions.bench.start;






/**
 * What may be measured.
 *
 * @param what what it is
 * @param figure what was measured
 * @param budget what it should not exceed on a machine that does nothing else
 * @param guard what it must not exceed on any: room for noise; a figure in milliseconds has none
 */
record Budget(String what, double figure, double budget, double guard) {
  /** Whether the guard is exceeded. */
  boolean isBroken() {
    return figure > guard;
  }

  /** How it stands. */
  String verdict() {
    if (isBroken()) {
      return "BROKEN";
    }
    return figure <= budget ? "kept" : "over the budget, within the guard";
  }
}
