package org.conversationsessions.domain.settings;

import java.time.Duration;

/**
 * The settings that the lifecycle of a session needs. They are kept small, on the bot's own item,
 * because every recorded event reads them.
 *
 * @param proactivelyClose whether inactivity alone closes a session
 * @param inactivity N of the contract: how long an end user may be silent
 * @param defaultLanguage the language of a session in which none was named
 * @param clearAuthProfiles whether a closing clears all authorisation profiles and session
 *     variables
 * @param version how often the bot's settings were changed, 0 for the defaults; it tells which
 *     {@link ClosureSettings} a closing goes by
 */
public record BotSettings(
    boolean proactivelyClose,
    Duration inactivity,
    String defaultLanguage,
    boolean clearAuthProfiles,
    long version) {
  /** What holds for a bot whose settings were never changed (contract, section 9). */
  public static final BotSettings DEFAULT = new BotSettings(true, Duration.ofMinutes(15), "en");

  /** Settings of which nothing else was changed. */
  public BotSettings(boolean proactivelyClose, Duration inactivity, String defaultLanguage) {
    this(proactivelyClose, inactivity, defaultLanguage, false, 0);
  }

  /** These settings under another version. */
  public BotSettings withVersion(long other) {
    return new BotSettings(proactivelyClose, inactivity, defaultLanguage, clearAuthProfiles, other);
  }
}
