package org.conversationsessions.application.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;

/** A registry that counts its calls. */
public class CountingRegistry implements Registry {
  private final Registry registry;
  private final AtomicInteger apps = new AtomicInteger();
  private final AtomicInteger bots = new AtomicInteger();

  /** Counts the calls to this registry. */
  public CountingRegistry(Registry registry) {
    this.registry = registry;
  }

  /** Returns the number of reads of apps. */
  public int apps() {
    return apps.get();
  }

  /** Returns the number of reads of bots. */
  public int botReads() {
    return bots.get();
  }

  @Override
  public Optional<App> app(String appId) {
    apps.incrementAndGet();
    return registry.app(appId);
  }

  @Override
  public Optional<Bot> bot(String botId) {
    bots.incrementAndGet();
    return registry.bot(botId);
  }

  @Override
  public List<Bot> botsOf(String account) {
    bots.incrementAndGet();
    return registry.botsOf(account);
  }

  @Override
  public List<Bot> bots(Consumer<UnreadableItemException> unreadable) {
    bots.incrementAndGet();
    return registry.bots(unreadable);
  }

  @Override
  public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
    bots.incrementAndGet();
    return registry.botsWithRemoved(unreadable);
  }
}
