package org.conversationsessions.domain.settings;

import java.time.Duration;
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
 * @param keepDebugLogs see {@link BotSettings}
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
        new Edit.Put<>(lifecycle.channelInactivity()),
        new Edit.Put<>(lifecycle.defaultLanguage()),
        new Edit.Put<>(lifecycle.clearAuthProfiles()),
        new Edit.Put<>(closure.behavior()),
        new Edit.Put<>(closure.messages()),
        new Edit.Put<>(closure.excludedChannels()),
        putOrDrop(closure.customScript()),
        putOrDrop(lifecycle.nudge().after()),
        new Edit.Put<>(closure.nudgeMessages()),
        new Edit.Put<>(lifecycle.nudge().excludedChannels()),
        MessageChange.to(lifecycle.messages()),
        new Edit.Put<>(lifecycle.keepDebugLogs()));
  }

  private static <T> Edit<T> putOrDrop(Optional<T> value) {
    return value.<Edit<T>>map(Edit.Put::new).orElseGet(Edit.Drop::new);
  }

  /** Returns one change that does what this one and then a later one does. */
  public SettingsChange followedBy(SettingsChange later) {
    return new SettingsChange(
        proactivelyClose.followedBy(later.proactivelyClose),
        inactivity.followedBy(later.inactivity),
        channelInactivity.followedBy(later.channelInactivity),
        defaultLanguage.followedBy(later.defaultLanguage),
        clearAuthProfiles.followedBy(later.clearAuthProfiles),
        behavior.followedBy(later.behavior),
        messages.followedBy(later.messages),
        excludedChannels.followedBy(later.excludedChannels),
        customScript.followedBy(later.customScript),
        nudgeAfter.followedBy(later.nudgeAfter),
        nudgeMessages.followedBy(later.nudgeMessages),
        nudgeExcludedChannels.followedBy(later.nudgeExcludedChannels),
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
            channelInactivity.applyTo(lifecycle.channelInactivity(), defaults.channelInactivity()),
            defaultLanguage.applyTo(lifecycle.defaultLanguage(), defaults.defaultLanguage()),
            clearAuthProfiles.applyTo(lifecycle.clearAuthProfiles(), defaults.clearAuthProfiles()),
            lifecycle.version(),
            messageSettings.appliedTo(lifecycle.messages(), current.ofRegistration()),
            new NudgeSettings(
                nudgeAfter.applyTo(lifecycle.nudge().after(), Function.identity()),
                nudgeExcludedChannels.applyTo(
                    lifecycle.nudge().excludedChannels(), defaults.nudge().excludedChannels())),
            keepDebugLogs.applyTo(lifecycle.keepDebugLogs(), defaults.keepDebugLogs())),
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
   * @param requested the duration
   */
  public record OutOfBounds(Optional<String> channel, Duration requested) {}

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
      return Optional.of(new OutOfBounds(Optional.empty(), requested));
    }
    return channelInactivity instanceof Edit.Put<ChannelInactivity>(ChannelInactivity requested)
        ? requested.byChannel().entrySet().stream()
            .filter(entry -> !isStored(entry, current.lifecycle().channelInactivity()))
            .filter(entry -> config.isOutOfBounds(entry.getValue()))
            .min(Map.Entry.comparingByKey())
            .map(entry -> new OutOfBounds(Optional.of(entry.getKey()), entry.getValue()))
        : Optional.empty();
  }

  private static boolean isStored(Map.Entry<String, Duration> entry, ChannelInactivity current) {
    return current.find(entry.getKey()).equals(Optional.of(entry.getValue()));
  }
}
