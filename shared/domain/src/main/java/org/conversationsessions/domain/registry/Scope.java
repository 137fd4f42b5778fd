package org.conversationsessions.domain.registry;

/** A right that an app has (contract, section 2). */
public enum Scope {
  /** Reads the history. */
  READ("bot_sessions:read"),
  /** Closes sessions, records activity and changes settings. */
  WRITE("bot_sessions:write"),
  /** Reads messages. */
  READ_MESSAGES("chat_history:read");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  /** Returns the name in stored items and in the commands' output. */
  public String wire() {
    return wire;
  }
}
