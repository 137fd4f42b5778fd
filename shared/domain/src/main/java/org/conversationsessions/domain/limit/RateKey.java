package org.conversationsessions.domain.limit;

import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.registry.BotId;

/**
 * The key under which calls are counted together (contract, section 3, row 5). There are four
 * kinds: a bot, an account, a request to erase or delete data, and an import.
 *
 * @param value a text that is unique among all bots, accounts and requests
 */
public record RateKey(String value) {
  /** Returns the key of the calls for one bot's history, messages, metrics, closure, settings. */
  public static RateKey of(BotId bot) {
    return new RateKey("bot#" + bot.value());
  }

  /** Returns the key of the calls for the status of one request to erase or delete data. */
  public static RateKey of(ErasureId request) {
    return new RateKey("erasure#" + request.value());
  }

  /** Returns the key of the calls for the status of one import. */
  public static RateKey of(ImportId request) {
    return new RateKey("import#" + request.value());
  }

  /**
   * Returns the key of an account's calls: history, messages and metrics of all its bots, erasure
   * of end users' data, and deletion of conversations, although that path names a bot.
   */
  public static RateKey ofAccount(String account) {
    return new RateKey("account#" + account);
  }
}
