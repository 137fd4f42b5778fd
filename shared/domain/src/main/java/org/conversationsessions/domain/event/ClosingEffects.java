package org.conversationsessions.domain.event;

import java.util.Optional;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;

/**
 * What follows a closing, by the settings that held then (contract, section 8).
 *
 * @param message what the end user is told
 * @param script what is to be run
 */
public record ClosingEffects(Optional<String> message, Optional<String> script) {
  /** The effects of a session's closing. */
  public static ClosingEffects of(Session session, ClosureSettings settings) {
    boolean speaks =
        settings.behavior() == ClosureBehavior.MESSAGE
            && settings.excludedChannels().stream()
                .noneMatch(session.conversation().channel()::equalsIgnoreCase);
    return new ClosingEffects(
        speaks ? Optional.of(picked(session.id(), settings)) : Optional.empty(),
        settings.customScript());
  }

  /** One of the texts: any, but for one session always the same. */
  private static String picked(SessionId id, ClosureSettings settings) {
    long random = Long.parseLong(id.value().substring(id.value().length() - 8), 16);
    return settings.messages().get((int) (random % settings.messages().size()));
  }
}
