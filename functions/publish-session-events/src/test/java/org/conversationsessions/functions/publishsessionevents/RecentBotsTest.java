package org.conversationsessions.functions.publishsessionevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.registry.CountingRegistry;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

class RecentBotsTest {
  private static final BotId BOT = new BotId("st-1");

  private final InMemoryRegistry stored = new InMemoryRegistry();
  private final CountingRegistry registry = new CountingRegistry(stored);
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final RecentBots bots = new RecentBots(registry, clock);

  @Test
  void aLanguageIsReadOnceAMinute() {
    speaks("de");
    assertThat(bots.language(BOT)).isEqualTo("de");
    speaks("fr");
    clock.advance(Duration.ofMinutes(1));
    assertThat(bots.language(BOT)).isEqualTo("de");
    assertThat(registry.botReads()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(bots.language(BOT)).isEqualTo("fr");
    assertThat(registry.botReads()).isEqualTo(2);
  }

  @Test
  void aBotThatIsNotRegisteredSpeaksTheGeneralDefault() {
    assertThat(bots.language(BOT)).isEqualTo(BotSettings.DEFAULT.defaultLanguage());
  }

  @Test
  void aFailureIsNotRemembered() {
    InMemoryRegistry failingOnce =
        new InMemoryRegistry() {
          private boolean failed;

          @Override
          public Optional<Bot> bot(String botId) {
            if (!failed) {
              failed = true;
              throw new StoreException("throttled");
            }
            return super.bot(botId);
          }
        };
    failingOnce.put(new Bot(BOT, "account", new BotSettings(true, Duration.ofMinutes(15), "de")));
    RecentBots failing = new RecentBots(failingOnce, clock);

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> failing.language(BOT));
    assertThat(failing.language(BOT)).isEqualTo("de");
  }

  private void speaks(String language) {
    stored.put(new Bot(BOT, "account", new BotSettings(true, Duration.ofMinutes(15), language)));
  }
}
