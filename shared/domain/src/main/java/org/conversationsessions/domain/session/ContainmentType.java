package org.conversationsessions.domain.session;

import java.util.Optional;

/** The containment of a session: how it ended for the bot (contract, section 7). */
public enum ContainmentType {
  /** The user left with something open: an unfinished or failed task, or an unanswered message. */
  DROP_OFF("dropOff"),
  /** The bot served the user. Every session starts with this value. */
  SELF_SERVICE("selfService"),
  /** The session was transferred to a human agent at some point. */
  AGENT("agent");

  private final String wire;

  ContainmentType(String wire) {
    this.wire = wire;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }

  /**
   * Returns the type with this JSON name, case-insensitive (contract, section 5); empty if there is
   * none.
   */
  public static Optional<ContainmentType> ofWire(String name) {
    for (ContainmentType type : values()) {
      if (type.wire.equalsIgnoreCase(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
