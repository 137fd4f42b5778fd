package org.conversationsessions.application.registry;

import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;

/**
 * The port to the bots' settings. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface SettingsStore {
  /**
   * Returns a registered bot's present settings; empty if the bot is not registered. Strongly
   * consistent.
   */
  Optional<ManagedSettings> read(BotId bot);

  /**
   * Writes a bot's settings if the stored version still equals that of {@code updated}; the stored
   * version then grows by one.
   *
   * @return the settings as stored now; empty if another writer was first or the bot was removed
   */
  Optional<ManagedSettings> write(BotId bot, ManagedSettings updated);

  /**
   * Returns the settings for the effects of a closing under a version. They never change. 0.5 read
   * units for each 4 KB; none for version 0, the defaults.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if there are none: they
   *     were stored in one transaction with their version, so a retry cannot find them
   */
  ClosureSettings closure(BotId bot, long version);
}
