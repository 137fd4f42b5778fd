package org.conversationsessions.store.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.domain.settings.ChannelInactivity;

/** The stored form of the channels' inactivity: texts such as {@code 30 web}, in minutes. */
final class ChannelInactivityTexts {
  private ChannelInactivityTexts() {}

  static List<String> of(ChannelInactivity channels) {
    return new TreeMap<>(channels.byChannel())
        .entrySet().stream().map(e -> e.getValue().toMinutes() + " " + e.getKey()).toList();
  }

  static ChannelInactivity read(List<String> texts) {
    Map<String, Duration> byChannel = new HashMap<>();
    for (String text : texts) {
      // A channel's name may have spaces.
      int space = text.indexOf(' ');
      byChannel.put(
          text.substring(space + 1), Duration.ofMinutes(Long.parseLong(text.substring(0, space))));
    }
    return new ChannelInactivity(byChannel);
  }
}
