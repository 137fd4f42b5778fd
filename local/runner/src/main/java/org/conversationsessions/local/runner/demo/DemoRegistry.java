package org.conversationsessions.local.runner.demo;

import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;

/** Registers accounts, bots and apps. Existing ones stay unchanged. */
public interface DemoRegistry {
  /** Registers an account. */
  void registerAccount(String account);

  /** Registers a bot of an account, with default settings and a name. */
  void registerBot(BotId bot, String account, String name);

  /**
   * Registers an app.
   *
   * @return false if it is registered already
   */
  boolean registerApp(App app);
}
