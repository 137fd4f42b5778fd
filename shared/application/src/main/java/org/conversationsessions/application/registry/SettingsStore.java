package org.conversationsessions.application.registry;

import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;

/**
 * Where bots' settings live. Every method throws {@link
 * org.conversationsessions.application.StoreException} when the store does not answer.
 */
public interface SettingsStore {
  /**
   * A registered bot's settings as they are now; empty if the bot is not registered. Strongly
   * consistent.
   */
  Optional<ManagedSettings> read(BotId bot);

  /**
   * Writes a bot's settings if and only if the stored version is still that of {@code next}; the
   * stored version then grows by one.
   *
   * @return the settings as stored now; empty if somebody else changed them first, or the bot is
   *     gone
   */
  Optional<ManagedSettings> write(BotId bot, ManagedSettings next);

  /**
   * The settings for what follows a closing, as they were under a version: they never change. 0.5
   * read units for each 4 KB; nothing for version 0, the defaults.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if there are none: they
   *     were stored with the version that names them, and no attempt brings them back
   */
  ClosureSettings closure(BotId bot, long version);
}
