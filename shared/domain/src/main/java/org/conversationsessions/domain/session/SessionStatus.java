package org.conversationsessions.domain.session;



/** Whether a session goes on. */
public enum SessionStatus {
  /** It is the conversation's live session. */
  ACTIVE("active"),
  /** It is over, for good. */
  CLOSED("closed");

  private final String wire;

  SessionStatus(String wire) {
    this.wire = wire;
  }

  /** The name on the wire. */
  public String wire() {
    return wire;
  }
}
