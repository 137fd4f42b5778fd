package org.conversationsessions.domain.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;

/**
 * A change of a bot's settings, field by field (contract, section 9). Dropping a field restores its
 * default.
 *
 * @param proactivelyClose see {@link BotSettings}
 * @param inactivity see {@link BotSettings}
 * @param defaultLanguage see {@link BotSettings}
 * @param clearAuthProfiles see {@link BotSettings}
 * @param behavior see {@link ClosureSettings}
 * @param messages see {@link ClosureSettings}
 * @param excludedChannels see {@link ClosureSettings}
 * @param customScript see {@link ClosureSettings}
 * @param messageSettings see {@link MessageSettings}
 * @param keepDebugLogs see {@link BotSettings}
 */
public record SettingsChange(
    Edit<Boolean> proactivelyClose,
    Edit<Duration> inactivity,
    Edit<String> defaultLanguage,
    Edit<Boolean> clearAuthProfiles,
    Edit<ClosureBehavior> behavior,
    Edit<List<String>> messages,
    Edit<Set<String>> excludedChannels,
    Edit<String> customScript,
    MessageChange messageSettings,
    Edit<Boolean> keepDebugLogs) {
  /** Changes nothing. */
  public static final SettingsChange NONE =
      new SettingsChange(
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          MessageChange.NONE,
          new Edit.Keep<>());

  /** Returns the change that sets all settings. */
  public static SettingsChange to(ManagedSettings settings) {
    BotSettings lifecycle = settings.lifecycle();
    ClosureSettings closure = settings.closure();
    return new SettingsChange(
        new Edit.Put<>(lifecycle.proactivelyClose()),
        new Edit.Put<>(lifecycle.inactivity()),
        new Edit.Put<>(lifecycle.defaultLanguage()),
        new Edit.Put<>(lifecycle.clearAuthProfiles()),
        new Edit.Put<>(closure.behavior()),
        new Edit.Put<>(closure.messages()),
        new Edit.Put<>(closure.excludedChannels()),
        closure.customScript().<Edit<String>>map(Edit.Put::new).orElseGet(Edit.Drop::new),
        MessageChange.to(lifecycle.messages()),
        new Edit.Put<>(lifecycle.keepDebugLogs()));
  }

  /** Returns one change that does what this one and then a later one does. */
  public SettingsChange followedBy(SettingsChange later) {
    return new SettingsChange(
        proactivelyClose.followedBy(later.proactivelyClose),
        inactivity.followedBy(later.inactivity),
        defaultLanguage.followedBy(later.defaultLanguage),
        clearAuthProfiles.followedBy(later.clearAuthProfiles),
        behavior.followedBy(later.behavior),
        messages.followedBy(later.messages),
        excludedChannels.followedBy(later.excludedChannels),
        customScript.followedBy(later.customScript),
        messageSettings.followedBy(later.messageSettings),
        keepDebugLogs.followedBy(later.keepDebugLogs));
  }

  /** Returns the settings after this change, under the same version. */
  public ManagedSettings appliedTo(ManagedSettings current) {
    BotSettings lifecycle = current.lifecycle();
    ClosureSettings closure = current.closure();
    BotSettings defaults = BotSettings.DEFAULT;
    ClosureSettings closureDefaults = ClosureSettings.DEFAULT;
    return new ManagedSettings(
        new BotSettings(
            proactivelyClose.applyTo(lifecycle.proactivelyClose(), defaults.proactivelyClose()),
            inactivity.applyTo(lifecycle.inactivity(), defaults.inactivity()),
            defaultLanguage.applyTo(lifecycle.defaultLanguage(), defaults.defaultLanguage()),
            clearAuthProfiles.applyTo(lifecycle.clearAuthProfiles(), defaults.clearAuthProfiles()),
            lifecycle.version(),
            messageSettings.appliedTo(lifecycle.messages(), current.ofRegistration()),
            keepDebugLogs.applyTo(lifecycle.keepDebugLogs(), defaults.keepDebugLogs())),
        new ClosureSettings(
            behavior.applyTo(closure.behavior(), closureDefaults.behavior()),
            messages.applyTo(closure.messages(), closureDefaults.messages()),
            excludedChannels.applyTo(
                closure.excludedChannels(), closureDefaults.excludedChannels()),
            customScript.applyTo(closure.customScript(), script -> script)),
        current.ofRegistration());
  }

  /**
   * Returns the inactivity that this change may not set: one outside the deployment's bounds. The
   * stored inactivity is always allowed, even if the bounds have changed since. So a client can
   * send the answer of {@code GET} back with {@code PUT}.
   */
  public Optional<Duration> inactivityOutOfBounds(ManagedSettings current, ServiceConfig config) {
    return inactivity instanceof Edit.Put<Duration>(Duration requested)
            && !requested.equals(current.lifecycle().inactivity())
            && (requested.compareTo(config.minInactivity()) < 0
                || requested.compareTo(config.maxInactivity()) > 0)
        ? Optional.of(requested)
        : Optional.empty();
  }
}
