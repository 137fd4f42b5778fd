package org.conversationsessions.domain.settings;

/**
 * All session settings of a bot (contract, section 9).
 *
 * @param lifecycle the settings that recording needs
 * @param closure the settings that only a closing needs
 * @param ofRegistration the settings for messages with which the bot was registered: what {@code
 *     null} restores. They never change
 */
public record ManagedSettings(
    BotSettings lifecycle, ClosureSettings closure, MessageSettings ofRegistration) {
  /** The settings with which a bot is registered. */
  public static final ManagedSettings OF_NEW_BOT =
      new ManagedSettings(
          BotSettings.OF_NEW_BOT, ClosureSettings.DEFAULT, MessageSettings.OF_NEW_BOT);

  /** Creates settings of a bot that was registered before there were messages. */
  public ManagedSettings(BotSettings lifecycle, ClosureSettings closure) {
    this(lifecycle, closure, MessageSettings.NONE);
  }

  /** Returns how often the settings were changed; 0 for the defaults. */
  public long version() {
    return lifecycle.version();
  }

  /** Returns these settings with another version. */
  public ManagedSettings withVersion(long other) {
    return new ManagedSettings(lifecycle.withVersion(other), closure, ofRegistration);
  }
}
