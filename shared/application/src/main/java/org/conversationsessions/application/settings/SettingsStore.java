package org.conversationsessions.application.settings;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;

/**
 * The port to the bots' settings. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface SettingsStore {
  /** How many published versions are listed. */
  int LISTED_VERSIONS = 50;

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

  /** Returns a bot's draft. Strongly consistent, 1 read unit for each 4 KB. */
  SettingsDraft draft(BotId bot);

  /**
   * Writes a bot's draft if the stored revision still equals that of {@code updated}; the stored
   * revision then grows by one.
   *
   * @return false if another writer was first
   */
  boolean writeDraft(BotId bot, SettingsDraft updated);

  /**
   * Writes a bot's settings as {@link #write} does. The same transaction keeps all of them as a
   * published version and empties the draft, which keeps its revision. 10 write units while the
   * bot's item, the closure settings, the version, the list of versions and the draft have at most
   * 1 KB each.
   *
   * @param version what is published; its number is the one that the settings get
   * @param published the draft as it was read; empty: the draft stays
   * @return the settings as stored now; empty if another writer was first or the bot was removed
   */
  Optional<ManagedSettings> publish(
      BotId bot,
      ManagedSettings updated,
      PublishedVersion version,
      Optional<SettingsDraft> published);

  /**
   * Returns a bot's published versions, at most the newest {@value #LISTED_VERSIONS}, the newest
   * first. One strongly consistent read, 1 read unit for each 4 KB.
   */
  List<PublishedVersion> versions(BotId bot);

  /**
   * Returns the change that sets all settings to those of a published version, also one that is no
   * longer listed; empty if there is no such version.
   */
  Optional<SettingsChange> version(BotId bot, long number);
}
