package org.conversationsessions.domain.settings;



/**
 * All of a bot's session settings (contract, section 9).
 *
 * @param lifecycle those that recording needs
 * @param closure those that only a closing needs
 */
public record ManagedSettings(BotSettings lifecycle, ClosureSettings closure) {
  /** What holds for a bot whose settings were never changed. */
  public static final ManagedSettings DEFAULT =
      new ManagedSettings(BotSettings.DEFAULT, ClosureSettings.DEFAULT);

  /** How often they were changed; 0 for the defaults. */
  public long version() {
    return lifecycle.version();
  }
}
