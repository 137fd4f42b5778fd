package org.conversationsessions.application.settings;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;

/** Forwards every call: a base for stores that differ in one method. */
public class ForwardingSettings implements SettingsStore {
  private final SettingsStore inner;

  /** Forwards calls to these. */
  protected ForwardingSettings(SettingsStore inner) {
    this.inner = inner;
  }

  @Override
  public Optional<ManagedSettings> read(BotId bot) {
    return inner.read(bot);
  }

  @Override
  public Optional<ManagedSettings> write(BotId bot, ManagedSettings updated) {
    return inner.write(bot, updated);
  }

  @Override
  public ClosureSettings closure(BotId bot, long version) {
    return inner.closure(bot, version);
  }

  @Override
  public SettingsDraft draft(BotId bot) {
    return inner.draft(bot);
  }

  @Override
  public boolean writeDraft(BotId bot, SettingsDraft updated) {
    return inner.writeDraft(bot, updated);
  }

  @Override
  public Optional<ManagedSettings> publish(
      BotId bot,
      ManagedSettings updated,
      PublishedVersion version,
      Optional<SettingsDraft> published) {
    return inner.publish(bot, updated, version, published);
  }

  @Override
  public List<PublishedVersion> versions(BotId bot) {
    return inner.versions(bot);
  }

  @Override
  public Optional<SettingsChange> version(BotId bot, long number) {
    return inner.version(bot, number);
  }
}
