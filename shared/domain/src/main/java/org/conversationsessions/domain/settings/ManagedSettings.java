package org.conversationsessions.domain.settings;

/**
 * All session settings of a bot (contract, section 9).
 *
 * @param lifecycle the settings that recording needs
 * @param closure the settings that only a closing needs
 */
public record ManagedSettings(BotSettings lifecycle, ClosureSettings closure) {
  /** The settings of a bot whose settings were never changed. */
  public static final ManagedSettings DEFAULT =
      new ManagedSettings(BotSettings.DEFAULT, ClosureSettings.DEFAULT);

  /** Returns how often the settings were changed; 0 for the defaults. */
  public long version() {
    return lifecycle.version();
  }
}
