package org.conversationsessions.domain.settings;

/**
 * All of a bot's session settings (contract, section 9).
 *
 * @param version how often they were changed; 0 for the defaults
 * @param lifecycle those that recording needs
 * @param closure those that only a closing needs
 */
public record ManagedSettings(long version, BotSettings lifecycle, ClosureSettings closure) {
  /** What holds for a bot whose settings were never changed. */
  public static final ManagedSettings DEFAULT =
      new ManagedSettings(0, BotSettings.DEFAULT, ClosureSettings.DEFAULT);
}
