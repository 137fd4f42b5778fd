package org.conversationsessions.domain.event;

import java.util.Optional;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;

/**
 * The closing message and the closing script of a session, under the settings that were in force at
 * its closing (contract, section 8).
 *
 * @param message the text to send to the end user; empty: none
 * @param messageRule why there is a message, or none
 * @param script the closing script to run; empty: none
 */
public record MessageAndScript(
    Optional<String> message, MessageRule messageRule, Optional<String> script) {
  /** Decides whether the end user gets a message about a closing. */
  public enum MessageRule {
    /** There is a message. */
    HANDED_OUT("handedOut"),
    /** The bot closes sessions silently. */
    SILENT("silent"),
    /** Nothing is sent on this channel. */
    EXCLUDED_CHANNEL("excludedChannel");

    private final String wire;

    MessageRule(String wire) {
      this.wire = wire;
    }

    /** Returns the name in debug logs. */
    public String wire() {
      return wire;
    }

    private static MessageRule of(Session session, ClosureSettings settings) {
      if (settings.behavior() == ClosureBehavior.SILENT) {
        return SILENT;
      }
      return settings.excludedChannels().stream()
              .anyMatch(session.conversation().channel()::equalsIgnoreCase)
          ? EXCLUDED_CHANNEL
          : HANDED_OUT;
    }
  }

  /** Returns message and script of a session that closes with these settings. */
  public static MessageAndScript of(Session session, ClosureSettings settings) {
    MessageRule rule = MessageRule.of(session, settings);
    return new MessageAndScript(
        rule == MessageRule.HANDED_OUT
            ? Optional.of(pickMessage(session.id(), settings))
            : Optional.empty(),
        rule,
        settings.customScript());
  }

  /** Picks one of the texts at random, but always the same text for a session. */
  private static String pickMessage(SessionId id, ClosureSettings settings) {
    long random = Long.parseLong(id.value().substring(id.value().length() - 8), 16);
    return settings.messages().get((int) (random % settings.messages().size()));
  }
}
