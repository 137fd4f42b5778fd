package org.conversationsessions.domain.registry;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an account operator may do with a bot (contract, section 19). The service only lists the
 * roles: operators sign in nowhere.
 */
public enum BotRole {
  /** Changes and publishes settings, imports, closes sessions. */
  OWNER("App Owner", "65f0c1a2b3d4e5f607182931"),
  /** Changes settings, closes sessions. */
  DEVELOPER("App Developer", "65f0c1a2b3d4e5f607182932"),
  /** Reads. */
  TESTER("App Tester", "65f0c1a2b3d4e5f607182933");

  private final String wire;
  private final String id;

  BotRole(String wire, String id) {
    this.wire = wire;
    this.id = id;
  }

  /** Returns the role with a name; empty if there is none. */
  public static Optional<BotRole> ofWire(String name) {
    return Arrays.stream(values()).filter(role -> role.wire.equals(name)).findFirst();
  }

  /** Returns the name in responses and stored items. */
  public String wire() {
    return wire;
  }

  /** Returns the identifier in responses: 24 hexadecimal digits, the same in every account. */
  public String id() {
    return id;
  }
}
