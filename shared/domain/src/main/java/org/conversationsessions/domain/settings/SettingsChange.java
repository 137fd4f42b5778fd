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
    MessageChange messageSettings) {
  /** Returns the settings after this change, under the same version. */
  public ManagedSettings appliedTo(ManagedSettings now) {
    BotSettings lifecycle = now.lifecycle();
    ClosureSettings closure = now.closure();
    BotSettings standard = BotSettings.DEFAULT;
    ClosureSettings standardClosure = ClosureSettings.DEFAULT;
    return new ManagedSettings(
        new BotSettings(
            proactivelyClose.on(lifecycle.proactivelyClose(), standard.proactivelyClose()),
            inactivity.on(lifecycle.inactivity(), standard.inactivity()),
            defaultLanguage.on(lifecycle.defaultLanguage(), standard.defaultLanguage()),
            clearAuthProfiles.on(lifecycle.clearAuthProfiles(), standard.clearAuthProfiles()),
            lifecycle.version(),
            messageSettings.appliedTo(lifecycle.messages(), now.ofRegistration())),
        new ClosureSettings(
            behavior.on(closure.behavior(), standardClosure.behavior()),
            messages.on(closure.messages(), standardClosure.messages()),
            excludedChannels.on(closure.excludedChannels(), standardClosure.excludedChannels()),
            customScript.on(closure.customScript(), script -> script)),
        now.ofRegistration());
  }

  /**
   * Returns the inactivity that this change may not set: one outside the deployment's bounds. The
   * stored inactivity is always allowed, also where the bounds have moved since, so that an answer
   * of {@code GET} can be put back.
   */
  public Optional<Duration> inactivityOutOfBounds(ManagedSettings now, ServiceConfig config) {
    return inactivity instanceof Edit.Put<Duration>(Duration asked)
            && !asked.equals(now.lifecycle().inactivity())
            && (asked.compareTo(config.minInactivity()) < 0
                || asked.compareTo(config.maxInactivity()) > 0)
        ? Optional.of(asked)
        : Optional.empty();
  }
}
