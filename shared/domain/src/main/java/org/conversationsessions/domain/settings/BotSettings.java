package org.conversationsessions.domain.settings;

import java.time.Duration;

/**
 * The settings that the lifecycle of a session and the recording of messages need. They are stored
 * on the bot's own item and kept small, because every recorded event reads them.
 *
 * @param proactivelyClose whether inactivity alone closes a session
 * @param inactivity how long an end user may be inactive; N in the contract
 * @param defaultLanguage the language of a session that names none
 * @param clearAuthProfiles whether a closing clears all authorisation profiles and session
 *     variables
 * @param version how often the bot's settings were changed, 0 for the defaults; it identifies the
 *     {@link ClosureSettings} of a closing
 * @param messages whether and how messages are kept
 * @param keepDebugLogs whether debug logs are kept (contract, section 18)
 */
public record BotSettings(
    boolean proactivelyClose,
    Duration inactivity,
    String defaultLanguage,
    boolean clearAuthProfiles,
    long version,
    MessageSettings messages,
    boolean keepDebugLogs) {
  /**
   * The settings of a bot that was registered before there were messages and whose settings were
   * never changed (contract, section 9).
   */
  public static final BotSettings DEFAULT = new BotSettings(true, Duration.ofMinutes(15), "en");

  /** The settings with which a bot is registered: the defaults, and it keeps messages. */
  public static final BotSettings OF_NEW_BOT = DEFAULT.withMessages(MessageSettings.OF_NEW_BOT);

  /** Creates settings with version 0 that keep authorisation profiles and no messages. */
  public BotSettings(boolean proactivelyClose, Duration inactivity, String defaultLanguage) {
    this(proactivelyClose, inactivity, defaultLanguage, false, 0);
  }

  /** Creates settings that keep no messages. */
  public BotSettings(
      boolean proactivelyClose,
      Duration inactivity,
      String defaultLanguage,
      boolean clearAuthProfiles,
      long version) {
    this(
        proactivelyClose,
        inactivity,
        defaultLanguage,
        clearAuthProfiles,
        version,
        MessageSettings.NONE);
  }

  /** Creates settings that keep no debug logs. */
  public BotSettings(
      boolean proactivelyClose,
      Duration inactivity,
      String defaultLanguage,
      boolean clearAuthProfiles,
      long version,
      MessageSettings messages) {
    this(
        proactivelyClose, inactivity, defaultLanguage, clearAuthProfiles, version, messages, false);
  }

  /** Returns these settings with another version. */
  public BotSettings withVersion(long other) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        defaultLanguage,
        clearAuthProfiles,
        other,
        messages,
        keepDebugLogs);
  }

  /** Returns these settings with other ones for messages. */
  public BotSettings withMessages(MessageSettings other) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        defaultLanguage,
        clearAuthProfiles,
        version,
        other,
        keepDebugLogs);
  }

  /** Returns these settings with or without debug logs. */
  public BotSettings withDebugLogs(boolean keep) {
    return new BotSettings(
        proactivelyClose, inactivity, defaultLanguage, clearAuthProfiles, version, messages, keep);
  }
}
