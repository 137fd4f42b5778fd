package org.conversationsessions.application.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;

/** Settings in memory. Thread-safe. */
public final class InMemorySettings implements SettingsStore {
  private final Map<BotId, ManagedSettings> stored = new ConcurrentHashMap<>();
  private final Map<String, ClosureSettings> closures = new ConcurrentHashMap<>();
  private final Map<BotId, SettingsDraft> drafts = new ConcurrentHashMap<>();
  private final Map<BotId, List<PublishedVersion>> versions = new ConcurrentHashMap<>();
  private final Map<String, SettingsChange> published = new ConcurrentHashMap<>();

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

  @Override
  public SettingsDraft draft(BotId bot) {
    return drafts.getOrDefault(bot, SettingsDraft.NONE);
  }

  @Override
  public synchronized boolean writeDraft(BotId bot, SettingsDraft updated) {
    if (draft(bot).revision() != updated.revision()) {
      return false;
    }
    drafts.put(bot, updated.written());
    return true;
  }

  @Override
  public synchronized Optional<ManagedSettings> publish(
      BotId bot, ManagedSettings updated, PublishedVersion version, Optional<SettingsDraft> draft) {
    if (draft.isPresent() && draft(bot).revision() != draft.get().revision()) {
      return Optional.empty();
    }
    Optional<ManagedSettings> written = write(bot, updated);
    if (written.isPresent()) {
      draft.ifPresent(read -> drafts.put(bot, read.emptied().written()));
      List<PublishedVersion> all = new ArrayList<>(List.of(version));
      all.addAll(versions(bot));
      versions.put(bot, all.subList(0, Math.min(all.size(), LISTED_VERSIONS)));
      published.put(bot + "#" + version.number(), SettingsChange.to(updated));
    }
    return written;
  }

  @Override
  public List<PublishedVersion> versions(BotId bot) {
    return List.copyOf(versions.getOrDefault(bot, List.of()));
  }

  @Override
  public Optional<SettingsChange> version(BotId bot, long number) {
    return Optional.ofNullable(published.get(bot + "#" + number));
  }
}
