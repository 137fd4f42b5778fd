package org.conversationsessions.application.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;

/** Settings in memory. Safe for several threads. */
public final class InMemorySettings implements SettingsStore {
  private final Map<BotId, ManagedSettings> stored = new ConcurrentHashMap<>();
  private final Map<String, ClosureSettings> closures = new ConcurrentHashMap<>();

  /** Registers a new bot. */
  public InMemorySettings register(BotId bot) {
    stored.putIfAbsent(bot, ManagedSettings.OF_NEW_BOT);
    return this;
  }

  @Override
  public Optional<ManagedSettings> read(BotId bot) {
    return Optional.ofNullable(stored.get(bot));
  }

  @Override
  public Optional<ManagedSettings> write(BotId bot, ManagedSettings next) {
    ManagedSettings written = next.withVersion(next.version() + 1);
    ManagedSettings now =
        stored.computeIfPresent(bot, (b, old) -> old.version() == next.version() ? written : old);
    if (now != written) {
      return Optional.empty();
    }
    closures.put(bot + "#" + written.version(), written.closure());
    return Optional.of(written);
  }

  @Override
  public ClosureSettings closure(BotId bot, long version) {
    if (version == 0) {
      return ClosureSettings.DEFAULT;
    }
    ClosureSettings found = closures.get(bot + "#" + version);
    if (found == null) {
      throw new UnreadableItemException("no settings of version " + version);
    }
    return found;
  }
}
