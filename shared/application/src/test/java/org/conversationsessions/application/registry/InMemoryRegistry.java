package org.conversationsessions.application.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;

/** Apps and bots in memory. Thread-safe. */
public class InMemoryRegistry implements Registry {
  private final Map<String, App> apps = new ConcurrentHashMap<>();
  private final Map<String, Bot> bots = new ConcurrentHashMap<>();
  private final Map<String, Bot> removedBots = new ConcurrentHashMap<>();

  /** Registers an app and replaces one with the same identifier. */
  public InMemoryRegistry put(App app) {
    apps.put(app.appId(), app);
    return this;
  }

  /** Registers a bot and replaces one with the same identifier. */
  public InMemoryRegistry put(Bot bot) {
    bots.put(bot.id().value(), bot);
    return this;
  }

  /** Removes an app, if it exists. */
  public void removeApp(String appId) {
    apps.remove(appId);
  }

  /** Removes a bot; the sweep still finds it. */
  public void removeBot(BotId bot) {
    Bot removed = bots.remove(bot.value());
    if (removed != null) {
      removedBots.put(bot.value(), removed);
    }
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
    return sorted(bots.values().stream());
  }

  @Override
  public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
    return sorted(
        Stream.concat(bots.values().stream(), removedBots.values().stream().map(Bot::removed)));
  }

  private static List<Bot> sorted(Stream<Bot> some) {
    return some.sorted(Comparator.comparing(bot -> bot.id().value())).toList();
  }
}
