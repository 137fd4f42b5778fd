package org.conversationsessions.domain.metric;

/** What sessions can be grouped by (contract, section 17). */
public enum MetricsDimension {
  /** The containment. */
  CONTAINMENT_TYPE("containmentType"),
  /** The session type. */
  SESSION_TYPE("sessionType"),
  /** The bot. */
  BOT_ID("botId");

  private final String wire;

  MetricsDimension(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }
}
