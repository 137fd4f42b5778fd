package org.conversationsessions.domain.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.conversationsessions.domain.UnreadableItemException;

/** Apps and bots in memory. Safe for several threads. */
public class InMemoryRegistry implements Registry {
  private final Map<String, App> apps = new ConcurrentHashMap<>();
  private final Map<String, Bot> bots = new ConcurrentHashMap<>();

  /** Registers the app, in place of the one with its identifier. */
  public InMemoryRegistry put(App app) {
    apps.put(app.appId(), app);
    return this;
  }

  /** Registers the bot, in place of the one with its identifier. */
  public InMemoryRegistry put(Bot bot) {
    bots.put(bot.id().value(), bot);
    return this;
  }

  /** Takes the app out; nothing happens if there is none. */
  public void removeApp(String appId) {
    apps.remove(appId);
  }

  @Override
  public Optional<App> app(String appId) {
    return Optional.ofNullable(apps.get(appId));
  }

  @Override
  public Optional<Bot> bot(String botId) {
    return Optional.ofNullable(bots.get(botId));
  }

  @Override
  public List<Bot> botsOf(String account) {
    return bots(unreadable -> {}).stream().filter(bot -> bot.account().equals(account)).toList();
  }

  @Override
  public List<Bot> bots(Consumer<UnreadableItemException> unreadable) {
    return bots.values().stream().sorted(Comparator.comparing(bot -> bot.id().value())).toList();
  }
}
