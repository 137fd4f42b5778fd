package org.conversationsessions.domain.session;

/** The cause of a closing (contract, section 8). */
public enum CloseReason {
  /** A call of the closure API. */
  API("api"),
  /** The end user was inactive for too long. */
  INACTIVITY("inactivity"),
  /** The chat window was reloaded. */
  REFRESH("refresh"),
  /**
   * The end user returned after inactivity with a new intent. Only for bots that do not close
   * proactively.
   */
  NEW_INTENT("newIntent");

  private final String wire;

  CloseReason(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON and in stored items. */
  public String wire() {
    return wire;
  }
}
