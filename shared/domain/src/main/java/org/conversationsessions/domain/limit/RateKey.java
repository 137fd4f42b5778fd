package org.conversationsessions.domain.limit;

import org.conversationsessions.domain.registry.BotId;

/**
 * Whose calls are counted together: those to one bot, or those to a whole account.
 *
 * @param value a text that no other bot and no account has
 */
public record RateKey(String value) {
  /** The calls to one bot. */
  public static RateKey of(BotId bot) {
    return new RateKey("bot#" + bot.value());
  }

  /** The calls to all bots of an account at once. */
  public static RateKey ofAccount(String account) {
    return new RateKey("account#" + account);
  }
}
