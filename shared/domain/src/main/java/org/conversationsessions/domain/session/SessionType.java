package org.conversationsessions.domain.session;

import java.util.Optional;

/** Whether the end user took part (contract, section 7). */
public enum SessionType {
  /** The end user said something, or gave an authorisation. */
  INTERACTIVE("interactive"),
  /** So far only the bot, an agent or the platform did. */
  NON_INTERACTIVE("non-interactive");

  private final String wire;

  SessionType(String wire) {
    this.wire = wire;
  }

  /** The name on the wire. */
  public String wire() {
    return wire;
  }

  /** The type of this name on the wire, to the letter. */
  public static Optional<SessionType> ofWire(String name) {
    for (SessionType type : values()) {
      if (type.wire.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
