package org.conversationsessions.domain.erasure;

/** A reader of the stream of sessions that an erasure waits for. */
public enum StreamReader {
  /** Counts sessions. */
  COUNTER("counted"),
  /** Publishes session events. */
  PUBLISHER("published");

  private final String wire;

  StreamReader(String wire) {
    this.wire = wire;
  }

  /** Returns the name as stored. */
  public String wire() {
    return wire;
  }
}
