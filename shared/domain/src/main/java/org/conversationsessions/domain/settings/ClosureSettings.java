package org.conversationsessions.domain.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that only the effects of a closing or nudge need (contract, sections 8 and 9). They
 * are stored under the version of the bot's settings and never changed there. So the effects follow
 * the settings in force when the session closed.
 *
 * @param behavior whether the end user gets a message about a closing
 * @param messages 1 to 10 texts, of which one is sent
 * @param excludedChannels channels on which nothing is sent
 * @param nudgeMessages 1 to 10 texts, of which a nudge has one
 * @param customScript a script to run at a closing, at most 16 KiB
 */
public record ClosureSettings(
    ClosureBehavior behavior,
    List<String> messages,
    Set<String> excludedChannels,
    List<String> nudgeMessages,
    Optional<String> customScript) {
  /** The settings of a bot whose settings were never changed (contract, section 9). */
  public static final ClosureSettings DEFAULT =
      new ClosureSettings(
          ClosureBehavior.SILENT,
          List.of(
              "I am closing our current conversation as I have not received any input from you."
                  + " We can start over when you need."),
          Set.of("email"),
          List.of("Are you still there?"),
          Optional.empty());

  /** Creates settings with the default texts of nudges. */
  public ClosureSettings(
      ClosureBehavior behavior,
      List<String> messages,
      Set<String> excludedChannels,
      Optional<String> customScript) {
    this(behavior, messages, excludedChannels, DEFAULT.nudgeMessages, customScript);
  }

  /** Copies the collections. */
  public ClosureSettings {
    messages = List.copyOf(messages);
    nudgeMessages = List.copyOf(nudgeMessages);
    excludedChannels = Set.copyOf(excludedChannels);
  }

  /** Whether the end user gets a message about a closing. */
  public enum ClosureBehavior {
    /** Nothing is sent. */
    SILENT("silent"),
    /** One of the messages is sent. */
    MESSAGE("message");

    private final String wire;

    ClosureBehavior(String wire) {
      this.wire = wire;
    }

    /** Returns the name in JSON. */
    public String wire() {
      return wire;
    }
  }
}
