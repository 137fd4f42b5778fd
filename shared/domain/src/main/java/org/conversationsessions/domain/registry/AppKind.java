package org.conversationsessions.domain.registry;

/** The kind of an app, which decides the bots that it reaches (contract, section 1). */
public enum AppKind {
  /** Mapped to bots one by one. */
  BUILDER("builder"),
  /** Reaches all bots of its account. */
  ADMIN("admin");

  private final String wire;

  AppKind(String wire) {
    this.wire = wire;
  }

  /** Returns the name in stored items and in the commands' input and output. */
  public String wire() {
    return wire;
  }
}
