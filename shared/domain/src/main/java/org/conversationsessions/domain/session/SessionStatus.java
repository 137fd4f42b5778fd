package org.conversationsessions.domain.session;

/** The status of a session. */
public enum SessionStatus {
  /** The conversation's live session. */
  ACTIVE("active"),
  /** Closed for good. */
  CLOSED("closed");

  private final String wire;

  SessionStatus(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }
}
