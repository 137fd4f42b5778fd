package org.conversationsessions.domain.settings;

import java.time.Duration;

/**
 * The settings that the lifecycle of a session needs. They are kept small, on the bot's own item,
 * because every recorded event reads them.
 *
 * @param proactivelyClose whether inactivity alone closes a session
 * @param inactivity N of the contract: how long an end user may be silent
 * @param defaultLanguage the language of a session in which none was named
 */
public record BotSettings(boolean proactivelyClose, Duration inactivity, String defaultLanguage) {
  /** What holds for a bot whose settings were never changed (contract, section 9). */
  public static final BotSettings DEFAULT = new BotSettings(true, Duration.ofMinutes(15), "en");
}
