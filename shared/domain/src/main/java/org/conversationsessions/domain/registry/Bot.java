package org.conversationsessions.domain.registry;

import java.util.Optional;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.NudgeSettings;

/**
 * A virtual assistant.
 *
 * @param account the account it belongs to
 * @param settings the settings that recording needs
 * @param sharding the number of shards of its sessions by day
 * @param name what people call it; empty if it has no name
 */
public record Bot(
    BotId id, String account, BotSettings settings, Sharding sharding, Optional<String> name) {
  /** The longest name, in characters. */
  public static final int MAX_NAME = 128;

  /** Creates a bot without a name. */
  public Bot(BotId id, String account, BotSettings settings, Sharding sharding) {
    this(id, account, settings, sharding, Optional.empty());
  }

  /** Creates a bot without a name and with one shard on every day. */
  public Bot(BotId id, String account, BotSettings settings) {
    this(id, account, settings, Sharding.ONE);
  }

  /**
   * Returns whether a text can name a bot: at most {@value #MAX_NAME} characters, none of them a
   * control character.
   */
  public static boolean isName(String text) {
    return text.codePointCount(0, text.length()) <= MAX_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  /**
   * Returns this bot as the sweep treats it after its removal. It closes proactively whatever its
   * settings, because no event can end its sessions any more, and nudges nobody. What it keeps of
   * its sessions stays, because it can be registered again with them.
   */
  public Bot removed() {
    return new Bot(
        id,
        account,
        new BotSettings(
            true,
            settings.inactivity(),
            settings.channelInactivity(),
            settings.defaultLanguage(),
            settings.clearAuthProfiles(),
            settings.version(),
            settings.messages(),
            NudgeSettings.DEFAULT,
            settings.keepDebugLogs()),
        sharding,
        name);
  }
}
