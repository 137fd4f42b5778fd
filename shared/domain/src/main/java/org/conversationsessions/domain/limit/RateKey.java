package org.conversationsessions.domain.limit;

import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.registry.BotId;

/**
 * The key under which calls are counted together: the calls to one bot, or to a whole account.
 *
 * @param value a text that is unique among all bots and accounts
 */
public record RateKey(String value) {
  /** Returns the key of the calls to one bot. */
  public static RateKey of(BotId bot) {
    return new RateKey("bot#" + bot.value());
  }

  /** Returns the key of the calls for the status of a request to erase data. */
  public static RateKey of(ErasureId request) {
    return new RateKey("erasure#" + request.value());
  }

  /** Returns the key of the calls to all bots of an account at once. */
  public static RateKey ofAccount(String account) {
    return new RateKey("account#" + account);
  }
}
