package org.conversationsessions.domain.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When an end user who stays silent gets a nudge (contract, section 9). Its texts are in {@link
 * ClosureSettings}.
 *
 * @param after the silence after which a nudge is sent, in whole minutes; empty: none is sent
 * @param excludedChannels channels on which none is sent, at most {@value #MAX_CHANNELS}
 */
public record NudgeSettings(Optional<Duration> after, Set<String> excludedChannels) {
  /** The most excluded channels. Every event reads them, so there are fewer than of closings. */
  public static final int MAX_CHANNELS = 50;

  /** The settings of a bot whose settings were never changed: no nudges. */
  public static final NudgeSettings DEFAULT = new NudgeSettings(Optional.empty(), Set.of("email"));

  /** Copies the set. */
  public NudgeSettings {
    excludedChannels = Set.copyOf(excludedChannels);
  }

  /** Returns whether end users on a channel get nudges. Case does not matter. */
  public boolean isSentOn(String channel) {
    return after.isPresent() && excludedChannels.stream().noneMatch(channel::equalsIgnoreCase);
  }
}
