package org.conversationsessions.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The inactivity of single channels (contract, section 9). */
class ChannelInactivityTest {
  private static final ChannelInactivity CHANNELS =
      new ChannelInactivity(
          Map.of(
              "web",
              Duration.ofMinutes(30),
              "sms",
              Duration.ofMinutes(5),
              "ivr",
              Duration.ofMinutes(30)));

  @Test
  void aChannelIsFoundInAnyCase() {
    assertThat(CHANNELS.find("web")).contains(Duration.ofMinutes(30));
    assertThat(CHANNELS.find("SMS")).contains(Duration.ofMinutes(5));
    assertThat(CHANNELS.find("rtm")).isEmpty();
    assertThat(ChannelInactivity.NONE.find("web")).isEmpty();
  }

  @Test
  void eachDurationIsNamedOnceTheShortestFirst() {
    assertThat(CHANNELS.durations()).containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(30));
  }

  @Test
  void aChannelWithoutItsOwnHasThatOfTheBot() {
    BotSettings settings = BotSettings.DEFAULT.withChannelInactivity(CHANNELS);

    assertThat(settings.inactivityOf("sms")).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.inactivityOf("rtm")).isEqualTo(BotSettings.DEFAULT.inactivity());
    assertThat(settings.withVersion(3).channelInactivity()).isEqualTo(CHANNELS);
    assertThat(settings.withMessages(MessageSettings.NONE).channelInactivity()).isEqualTo(CHANNELS);
  }
}
