package org.conversationsessions.domain.settings;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.SettingsStore;

/** Settings in memory. Safe for several threads. */
public final class InMemorySettings implements SettingsStore {
  private final Map<BotId, ManagedSettings> stored = new ConcurrentHashMap<>();

  /** Registers a bot, with the default settings. */
  public InMemorySettings register(BotId bot) {
    stored.putIfAbsent(bot, ManagedSettings.DEFAULT);
    return this;
  }

  @Override
  public Optional<ManagedSettings> read(BotId bot) {
    return Optional.ofNullable(stored.get(bot));
  }

  @Override
  public Optional<ManagedSettings> write(BotId bot, ManagedSettings next) {
    ManagedSettings written =
        new ManagedSettings(next.version() + 1, next.lifecycle(), next.closure());
    ManagedSettings now =
        stored.computeIfPresent(bot, (b, old) -> old.version() == next.version() ? written : old);
    return now == written ? Optional.of(written) : Optional.empty();
  }
}
