package org.conversationsessions.domain.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that only a closing needs (contract, sections 8 and 9).
 *
 * @param behavior whether the end user is told of a closing
 * @param messages 1 to 10 texts of which one is sent
 * @param excludedChannels channels on which nothing is sent
 * @param clearAuthProfiles whether a closing clears all authorisation profiles and session
 *     variables
 * @param customScript a script run at closing, at most 16 KiB
 */
public record ClosureSettings(
    ClosureBehavior behavior,
    List<String> messages,
    Set<String> excludedChannels,
    boolean clearAuthProfiles,
    Optional<String> customScript) {
  /** What holds for a bot whose settings were never changed (contract, section 9). */
  public static final ClosureSettings DEFAULT =
      new ClosureSettings(
          ClosureBehavior.SILENT,
          List.of(
              "I am closing our current conversation as I have not received any input from you."
                  + " We can start over when you need."),
          Set.of("email"),
          false,
          Optional.empty());

  /** Copies what can change. */
  public ClosureSettings {
    messages = List.copyOf(messages);
    excludedChannels = Set.copyOf(excludedChannels);
  }

  /** Whether the end user is told of a closing. */
  public enum ClosureBehavior {
    /** Nothing is sent. */
    SILENT("silent"),
    /** One of the messages is sent. */
    MESSAGE("message");

    private final String wire;

    ClosureBehavior(String wire) {
      this.wire = wire;
    }

    /** The name on the wire. */
    public String wire() {
      return wire;
    }
  }
}
