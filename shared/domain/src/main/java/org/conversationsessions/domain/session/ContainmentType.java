package org.conversationsessions.domain.session;

import java.util.Optional;

/** How a session ended for the bot (contract, section 7). */
public enum ContainmentType {
  /** The user left with something open: an unfinished or failed task, an unanswered message. */
  DROP_OFF("dropOff"),
  /** The bot served the user; also what every session is at its start. */
  SELF_SERVICE("selfService"),
  /** The session went to a human agent at some point. */
  AGENT("agent");

  private final String wire;

  ContainmentType(String wire) {
    this.wire = wire;
  }

  /** The name on the wire. */
  public String wire() {
    return wire;
  }

  /** The type of this name on the wire, in any case of letters (contract, section 5). */
  public static Optional<ContainmentType> ofWire(String name) {
    for (ContainmentType type : values()) {
      if (type.wire.equalsIgnoreCase(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
