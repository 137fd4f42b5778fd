package org.conversationsessions.domain.session;



/** What closed a session (contract, section 8). */
public enum CloseReason {
  /** A call of the closure API. */
  API("api"),
  /** The end user was silent for too long. */
  INACTIVITY("inactivity"),
  /** The chat window was reloaded. */
  REFRESH("refresh"),
  /**
   * The end user came back, after inactivity, with something new; only where inactivity alone
   * closes nothing.
   */
  NEW_INTENT("newIntent");

  private final String wire;

  CloseReason(String wire) {
    this.wire = wire;
  }

  /** The name on the wire and in stored items. */
  public String wire() {
    return wire;
  }
}
