package org.conversationsessions.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which channels get nudges, and when they come before the inactivity (contract, section 9). */
class NudgeSettingsTest {
  private static final NudgeSettings AFTER_TEN =
      new NudgeSettings(Optional.of(Duration.ofMinutes(10)), Set.of("email"));

  @Test
  void channelsGetNudgesUnlessTheyAreExcludedInAnyCase() {
    assertThat(AFTER_TEN.isSentOn("rtm")).isTrue();
    assertThat(AFTER_TEN.isSentOn("EMAIL")).isFalse();
    assertThat(NudgeSettings.DEFAULT.isSentOn("rtm")).isFalse();
  }

  @Test
  void theInactivityOfTheBotAndOfChannelsWithNudgesMustBeLonger() {
    assertThat(conflict(15, Map.of())).isEmpty();
    assertThat(conflict(11, Map.of("rtm", 11))).isEmpty();
    assertThat(conflict(10, Map.of())).contains(Duration.ofMinutes(10));
    assertThat(conflict(15, Map.of("email", 5))).isEmpty();
    assertThat(conflict(15, Map.of("rtm", 9, "web", 5))).contains(Duration.ofMinutes(5));
    assertThat(BotSettings.DEFAULT.inactivityBeforeNudge()).isEmpty();
  }

  @Test
  void otherSettingsStay() {
    BotSettings settings = BotSettings.DEFAULT.withNudge(AFTER_TEN);

    assertThat(settings.withVersion(3).nudge()).isEqualTo(AFTER_TEN);
    assertThat(settings.withMessages(MessageSettings.NONE).nudge()).isEqualTo(AFTER_TEN);
    assertThat(settings.withChannelInactivity(ChannelInactivity.NONE).nudge()).isEqualTo(AFTER_TEN);
  }

  private static Optional<Duration> conflict(int inactivity, Map<String, Integer> channels) {
    Map<String, Duration> byChannel = new HashMap<>();
    channels.forEach((channel, minutes) -> byChannel.put(channel, Duration.ofMinutes(minutes)));
    return new BotSettings(true, Duration.ofMinutes(inactivity), "en")
        .withChannelInactivity(new ChannelInactivity(byChannel))
        .withNudge(AFTER_TEN)
        .inactivityBeforeNudge();
  }
}
