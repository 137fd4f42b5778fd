package org.conversationsessions.application.imports;

import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.ClosureSettings;

/** The port that registers new bots. */
@FunctionalInterface
public interface BotRegistration {
  /**
   * Registers a bot with all its settings, or, if this fails, neither.
   *
   * @param bot the bot, with an identifier that no bot has ever had
   * @param closure the settings that only a closing needs, of the same version as the bot's others
   * @throws org.conversationsessions.application.StoreException if the store fails
   */
  void register(Bot bot, ClosureSettings closure);
}
