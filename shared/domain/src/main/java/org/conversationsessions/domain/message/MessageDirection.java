package org.conversationsessions.domain.message;

/** Whether the end user sent a message or received it. */
public enum MessageDirection {
  /** The end user sent it. */
  INCOMING("incoming"),
  /** The bot or a human agent sent it. */
  OUTGOING("outgoing");

  private final String wire;

  MessageDirection(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }
}
