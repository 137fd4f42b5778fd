package org.conversationsessions.local.runner;

import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.runner.demo.DemoRegistry;

/**
 * Registers demo accounts in the database.
 *
 * @param store writes to the registry's table
 */
record StoredRegistry(org.conversationsessions.admin.registry.RegistryAdmin store)
    implements DemoRegistry {
  @Override
  public void registerAccount(String account) {
    store.registerAccount(account);
  }

  @Override
  public void registerBot(BotId bot, String account) {
    store.registerBot(bot, account);
  }

  @Override
  public boolean registerApp(App app) {
    return store.registerApp(app);
  }
}
