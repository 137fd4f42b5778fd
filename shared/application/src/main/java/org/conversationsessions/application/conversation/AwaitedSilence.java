package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * The silence of an end user that a due entry waits for. Entries are filed by it, so that all
 * entries of a shard that are due after one duration are one range, the oldest first.
 */
public sealed interface AwaitedSilence {
  /**
   * The inactivity of the bot, on the channels without a duration of their own. The entries do not
   * have the duration, so a change of it changes none of them.
   */
  record OfBot() implements AwaitedSilence {}

  /**
   * The inactivity of the channels with this duration.
   *
   * @param duration whole minutes
   */
  record OfChannels(Duration duration) implements AwaitedSilence {}

  /** The silence before a nudge. A change of it changes no entry. */
  record OfNudge() implements AwaitedSilence {}

  /** Returns what ends a session on a channel. */
  static AwaitedSilence closing(BotSettings settings, String channel) {
    return settings
        .channelInactivity()
        .find(channel)
        .<AwaitedSilence>map(OfChannels::new)
        .orElseGet(OfBot::new);
  }

  /**
   * Returns what a bot's entries wait for besides its own inactivity, in the order in which a sweep
   * takes them: the nudge is last, so a sweep closes before it nudges.
   */
  static List<AwaitedSilence> othersOf(BotSettings settings) {
    return Stream.<AwaitedSilence>concat(
            settings.channelInactivity().durations().stream().map(OfChannels::new),
            settings.nudge().after().stream().map(after -> new OfNudge()))
        .toList();
  }

  /** Returns the duration of the silence. */
  default Duration duration(BotSettings settings) {
    return switch (this) {
      case OfBot() -> settings.inactivity();
      case OfChannels(Duration own) -> own;
      case OfNudge() -> settings.nudge().after().orElseThrow();
    };
  }
}
