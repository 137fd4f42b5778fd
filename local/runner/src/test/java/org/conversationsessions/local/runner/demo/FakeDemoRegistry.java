package org.conversationsessions.local.runner.demo;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;

/** A registry in memory, which insists on accounts being there before what is theirs. */
final class FakeDemoRegistry implements DemoRegistry {
  private final Set<String> accounts = new LinkedHashSet<>();
  private final Map<BotId, String> bots = new LinkedHashMap<>();
  private final Map<String, App> apps = new LinkedHashMap<>();

  @Override
  public void registerAccount(String account) {
    accounts.add(account);
  }

  @Override
  public void registerBot(BotId bot, String account, String name) {
    requireAccount(account);
    bots.putIfAbsent(bot, account);
  }

  @Override
  public boolean registerApp(App app) {
    requireAccount(app.account());
    return apps.putIfAbsent(app.appId(), app) == null;
  }

  Set<String> accounts() {
    return accounts;
  }

  Map<BotId, String> bots() {
    return bots;
  }

  Set<App> apps() {
    return new LinkedHashSet<>(apps.values());
  }

  private void requireAccount(String account) {
    if (!accounts.contains(account)) {
      throw new IllegalArgumentException("no such account: " + account);
    }
  }
}
