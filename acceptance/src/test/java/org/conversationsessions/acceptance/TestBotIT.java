package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests' own tools do what they say. */
class TestBotIT {
  private static final Instant START = Instant.now().minus(1, ChronoUnit.DAYS);

  @Test
  void aSessionIsRecordedSeenAndClosed() {
    TestBot bot = TestBot.create();
    String session = bot.recordOne(Event.userMessage("ann", "rtm", START));
    assertThat(bot.isActive(session)).isTrue();
    assertThat(bot.history(Map.of("userId", "ann")).json().path("total").asInt()).isEqualTo(1);
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo("200 {\"success\":true}");
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void theSweepTakesItsNowFromItsEvent() {
    TestBot bot = TestBot.create();
    String session = bot.recordOne(Event.userMessage("ann", "rtm", START));
    bot.sweep(START.plus(15, ChronoUnit.MINUTES));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(START.plus(16, ChronoUnit.MINUTES));
    assertThat(bot.isActive(session)).isFalse();
  }
}
