package org.conversationsessions.domain.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long an end user may be inactive on the channels that have a duration of their own (contract,
 * section 9).
 *
 * @param byChannel the durations in whole minutes, at most {@value #MAX_CHANNELS}. No two channels
 *     differ only in case
 */
public record ChannelInactivity(Map<String, Duration> byChannel) {
  /** The most channels with a duration of their own. */
  public static final int MAX_CHANNELS = 50;

  /** No channel has a duration of its own. */
  public static final ChannelInactivity NONE = new ChannelInactivity(Map.of());

  /** Copies the map. */
  public ChannelInactivity {
    byChannel = Map.copyOf(byChannel);
  }

  /** Returns a channel's own duration, if it has one. Case does not matter. */
  public Optional<Duration> find(String channel) {
    return byChannel.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(channel))
        .map(Map.Entry::getValue)
        .findAny();
  }

  /** Returns the different durations, the shortest first. */
  public List<Duration> durations() {
    return byChannel.values().stream().distinct().sorted().toList();
  }
}
