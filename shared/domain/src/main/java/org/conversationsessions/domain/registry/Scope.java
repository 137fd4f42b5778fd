package org.conversationsessions.domain.registry;



/** A right that is stored on an app (contract, section 2). */
public enum Scope {
  /** History. */
  READ("bot_sessions:read"),
  /** Closure, activity and settings. */
  WRITE("bot_sessions:write");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  /** The scope's name, as stored and shown. */
  public String wire() {
    return wire;
  }
}
