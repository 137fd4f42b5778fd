package org.conversationsessions.domain.metric;

/** The length of the bins of a series (contract, section 17). */
public enum MetricsInterval {
  /** One bin for the whole window. */
  TOTAL("total"),
  /** A bin for each hour. */
  HOUR("hour"),
  /** A bin for each day. */
  DAY("day");

  private final String wire;

  MetricsInterval(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }
}
