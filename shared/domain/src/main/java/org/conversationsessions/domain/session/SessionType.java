package org.conversationsessions.domain.session;

import java.util.Optional;

/** The type of a session: whether the end user took part (contract, section 7). */
public enum SessionType {
  /** The end user sent a message or gave an authorisation. */
  INTERACTIVE("interactive"),
  /** Only the bot, an agent or the platform acted so far. */
  NON_INTERACTIVE("non-interactive");

  private final String wire;

  SessionType(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }

  /** Returns the type with this JSON name, case-sensitive; empty if there is none. */
  public static Optional<SessionType> ofWire(String name) {
    for (SessionType type : values()) {
      if (type.wire.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
