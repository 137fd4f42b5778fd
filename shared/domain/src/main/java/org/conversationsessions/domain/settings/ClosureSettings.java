package org.conversationsessions.domain.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that only what follows a closing needs (contract, sections 8 and 9). They are kept
 * under the version of the bot's settings and never changed there, so that what follows a closing
 * goes by what held when the session closed.
 *
 * @param behavior whether the end user is told of a closing
 * @param messages 1 to 10 texts of which one is sent
 * @param excludedChannels channels on which nothing is sent
 * @param customScript a script run at closing, at most 16 KiB
 */
public record ClosureSettings(
    ClosureBehavior behavior,
    List<String> messages,
    Set<String> excludedChannels,
    Optional<String> customScript) {
  /** What holds for a bot whose settings were never changed (contract, section 9). */
  public static final ClosureSettings DEFAULT =
      new ClosureSettings(
          ClosureBehavior.SILENT,
          List.of(
              "I am closing our current conversation as I have not received any input from you."
                  + " We can start over when you need."),
          Set.of("email"),
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
