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
 * @param script the closing script to run; empty: none
 */
public record MessageAndScript(Optional<String> message, Optional<String> script) {
  /** Returns message and script of a session that closes with these settings. */
  public static MessageAndScript of(Session session, ClosureSettings settings) {
    boolean sendsMessage =
        settings.behavior() == ClosureBehavior.MESSAGE
            && settings.excludedChannels().stream()
                .noneMatch(session.conversation().channel()::equalsIgnoreCase);
    return new MessageAndScript(
        sendsMessage ? Optional.of(pickMessage(session.id(), settings)) : Optional.empty(),
        settings.customScript());
  }

  /** Picks one of the texts at random, but always the same text for a session. */
  private static String pickMessage(SessionId id, ClosureSettings settings) {
    long random = Long.parseLong(id.value().substring(id.value().length() - 8), 16);
    return settings.messages().get((int) (random % settings.messages().size()));
  }
}
