package org.conversationsessions.domain.settings;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that the lifecycle of a session and the recording of messages need. They are stored
 * on the bot's own item and kept small, because every recorded event reads them.
 *
 * @param proactivelyClose whether inactivity alone closes a session
 * @param inactivity how long an end user may be inactive; N in the contract, unless the channel has
 *     its own: see {@link #inactivityOf}
 * @param channelInactivity the same for the channels with a duration of their own
 * @param defaultLanguage the language of a session that names none
 * @param clearAuthProfiles whether a closing clears all authorisation profiles and session
 *     variables
 * @param version how often the bot's settings were changed, 0 for the defaults; it identifies the
 *     {@link ClosureSettings} of a closing
 * @param messages whether and how messages are kept
 * @param nudge when end users get nudges
 * @param keepDebugLogs whether debug logs are kept (contract, section 18)
 */
public record BotSettings(
    boolean proactivelyClose,
    Duration inactivity,
    ChannelInactivity channelInactivity,
    String defaultLanguage,
    boolean clearAuthProfiles,
    long version,
    MessageSettings messages,
    NudgeSettings nudge,
    boolean keepDebugLogs) {
  /**
   * The settings of a bot that was registered before there were messages and whose settings were
   * never changed (contract, section 9).
   */
  public static final BotSettings DEFAULT = new BotSettings(true, Duration.ofMinutes(15), "en");

  /** The settings with which a bot is registered: the defaults, and it keeps messages. */
  public static final BotSettings OF_NEW_BOT = DEFAULT.withMessages(MessageSettings.OF_NEW_BOT);

  /** Creates settings with version 0 that keep authorisation profiles and no messages. */
  public BotSettings(boolean proactivelyClose, Duration inactivity, String defaultLanguage) {
    this(proactivelyClose, inactivity, defaultLanguage, false, 0);
  }

  /**
   * Creates settings that keep no messages and no debug logs, with one duration on all channels.
   */
  public BotSettings(
      boolean proactivelyClose,
      Duration inactivity,
      String defaultLanguage,
      boolean clearAuthProfiles,
      long version) {
    this(
        proactivelyClose,
        inactivity,
        ChannelInactivity.NONE,
        defaultLanguage,
        clearAuthProfiles,
        version,
        MessageSettings.NONE,
        NudgeSettings.DEFAULT,
        false);
  }

  /** Returns these settings with another version. */
  public BotSettings withVersion(long other) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        channelInactivity,
        defaultLanguage,
        clearAuthProfiles,
        other,
        messages,
        nudge,
        keepDebugLogs);
  }

  /** Returns these settings with other ones for messages. */
  public BotSettings withMessages(MessageSettings other) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        channelInactivity,
        defaultLanguage,
        clearAuthProfiles,
        version,
        other,
        nudge,
        keepDebugLogs);
  }

  /** Returns these settings with or without debug logs. */
  public BotSettings withDebugLogs(boolean keep) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        channelInactivity,
        defaultLanguage,
        clearAuthProfiles,
        version,
        messages,
        nudge,
        keep);
  }

  /** Returns these settings with other durations of single channels. */
  public BotSettings withChannelInactivity(ChannelInactivity other) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        other,
        defaultLanguage,
        clearAuthProfiles,
        version,
        messages,
        nudge,
        keepDebugLogs);
  }

  /** Returns these settings with other ones for nudges. */
  public BotSettings withNudge(NudgeSettings other) {
    return new BotSettings(
        proactivelyClose,
        inactivity,
        channelInactivity,
        defaultLanguage,
        clearAuthProfiles,
        version,
        messages,
        other,
        keepDebugLogs);
  }

  /**
   * Returns the shortest inactivity that would close a session before its nudge, of the bot and of
   * the channels with nudges. Empty if the settings are valid (contract, section 9).
   */
  public Optional<Duration> inactivityBeforeNudge() {
    return nudge
        .after()
        .flatMap(
            after ->
                Stream.concat(
                        Stream.of(inactivity),
                        channelInactivity.byChannel().entrySet().stream()
                            .filter(entry -> nudge.isSentOn(entry.getKey()))
                            .map(Map.Entry::getValue))
                    .filter(duration -> duration.compareTo(after) <= 0)
                    .min(Comparator.naturalOrder()));
  }

  /** Returns how long an end user may be inactive on a channel; N in the contract. */
  public Duration inactivityOf(String channel) {
    return channelInactivity.find(channel).orElse(inactivity);
  }
}
