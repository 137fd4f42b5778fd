package org.conversationsessions.application.debug;

/** What closed a session, as a debug line names it (contract, section 18). */
public enum ClosedBy {
  /** An activity event. */
  EVENT("event"),
  /** A call of the closure API, or the job that a call started. */
  API("api"),
  /** The sweep, after inactivity. */
  SWEEP("sweep");

  private final String wire;

  ClosedBy(String wire) {
    this.wire = wire;
  }

  /** Returns the name in debug lines. */
  public String wire() {
    return wire;
  }
}
