package org.conversationsessions.domain.settings;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;

/**
 * A change of a bot's settings, field by field (contract, section 9). Dropping a field restores its
 * default.
 *
 * @param proactivelyClose see {@link BotSettings}
 * @param inactivity see {@link BotSettings}
 * @param channelInactivity see {@link BotSettings}
 * @param defaultLanguage see {@link BotSettings}
 * @param clearAuthProfiles see {@link BotSettings}
 * @param behavior see {@link ClosureSettings}
 * @param messages see {@link ClosureSettings}
 * @param excludedChannels see {@link ClosureSettings}
 * @param customScript see {@link ClosureSettings}
 * @param nudgeAfter see {@link NudgeSettings}
 * @param nudgeMessages see {@link ClosureSettings}
 * @param nudgeExcludedChannels see {@link NudgeSettings}
 * @param messageSettings see {@link MessageSettings}
 */
public record SettingsChange(
    Edit<Boolean> proactivelyClose,
    Edit<Duration> inactivity,
    Edit<ChannelInactivity> channelInactivity,
    Edit<String> defaultLanguage,
    Edit<Boolean> clearAuthProfiles,
    Edit<ClosureBehavior> behavior,
    Edit<List<String>> messages,
    Edit<Set<String>> excludedChannels,
    Edit<String> customScript,
    Edit<Duration> nudgeAfter,
    Edit<List<String>> nudgeMessages,
    Edit<Set<String>> nudgeExcludedChannels,
    MessageChange messageSettings) {
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
            channelInactivity.applyTo(lifecycle.channelInactivity(), defaults.channelInactivity()),
            defaultLanguage.applyTo(lifecycle.defaultLanguage(), defaults.defaultLanguage()),
            clearAuthProfiles.applyTo(lifecycle.clearAuthProfiles(), defaults.clearAuthProfiles()),
            lifecycle.version(),
            messageSettings.appliedTo(lifecycle.messages(), current.ofRegistration()),
            new NudgeSettings(
                nudgeAfter.applyTo(lifecycle.nudge().after(), Function.identity()),
                nudgeExcludedChannels.applyTo(
                    lifecycle.nudge().excludedChannels(), defaults.nudge().excludedChannels()))),
        new ClosureSettings(
            behavior.applyTo(closure.behavior(), closureDefaults.behavior()),
            messages.applyTo(closure.messages(), closureDefaults.messages()),
            excludedChannels.applyTo(
                closure.excludedChannels(), closureDefaults.excludedChannels()),
            nudgeMessages.applyTo(closure.nudgeMessages(), closureDefaults.nudgeMessages()),
            customScript.applyTo(closure.customScript(), script -> script)),
        current.ofRegistration());
  }

  /**
   * A duration that a change may not set.
   *
   * @param channel the channel whose duration it is; empty: the bot's
   */
  public record OutOfBounds(Optional<String> channel) {}

  /**
   * Returns the first inactivity that this change may not set: one outside the deployment's bounds.
   * A stored inactivity is always allowed, even if the bounds have changed since. So a client can
   * send the answer of {@code GET} back with {@code PUT}.
   */
  public Optional<OutOfBounds> inactivityOutOfBounds(
      ManagedSettings current, ServiceConfig config) {
    if (inactivity instanceof Edit.Put<Duration>(Duration requested)
        && !requested.equals(current.lifecycle().inactivity())
        && config.isOutOfBounds(requested)) {
      return Optional.of(new OutOfBounds(Optional.empty()));
    }
    return channelInactivity instanceof Edit.Put<ChannelInactivity>(ChannelInactivity requested)
        ? requested.byChannel().entrySet().stream()
            .filter(entry -> !isStored(entry, current.lifecycle().channelInactivity()))
            .filter(entry -> config.isOutOfBounds(entry.getValue()))
            .map(Map.Entry::getKey)
            .min(Comparator.naturalOrder())
            .map(channel -> new OutOfBounds(Optional.of(channel)))
        : Optional.empty();
  }

  private static boolean isStored(Map.Entry<String, Duration> entry, ChannelInactivity current) {
    return current.find(entry.getKey()).equals(Optional.of(entry.getValue()));
  }
}
