package org.conversationsessions.domain.erasure;

/** A place that holds data of end users, as receipts name it (contract, section 15). */
public enum DataStore {
  /** Live states of conversations, with the messages that wait in them. */
  CONVERSATIONS("conversations"),
  /** What bots keep about conversations. */
  SESSION_STATES("sessionStates"),
  /** Transcript parts. */
  MESSAGES("messages"),
  /** Debug logs. */
  DEBUG_LOGS("debugLogs"),
  /** Sessions. */
  SESSIONS("sessions"),
  /** Entries of the due index. */
  DUE("due"),
  /** Numbers of sessions. */
  COUNTERS("counters");

  private final String wire;

  DataStore(String wire) {
    this.wire = wire;
  }

  /** Returns the name in receipts. */
  public String wire() {
    return wire;
  }
}
