package org.conversationsessions.domain.debug;

import java.util.Arrays;
import java.util.Optional;

/** How serious a line of a debug log is (contract, section 18). */
public enum DebugLevel {
  /** As it should be. */
  INFO("Info"),
  /** Unusual. */
  WARNING("Warning"),
  /** Something failed or was refused. */
  ERROR("Error");

  private final String wire;

  DebugLevel(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }

  /** Returns the level with this JSON name; empty if there is none. */
  public static Optional<DebugLevel> ofWire(String name) {
    return Arrays.stream(values()).filter(level -> level.wire.equals(name)).findFirst();
  }
}
