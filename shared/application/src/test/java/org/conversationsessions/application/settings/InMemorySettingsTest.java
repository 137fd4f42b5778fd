package org.conversationsessions.application.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.junit.jupiter.api.Test;

class InMemorySettingsTest extends SettingsStorePortTests {
  private final InMemorySettings settings = new InMemorySettings();

  @Override
  protected SettingsStore settings() {
    return settings;
  }

  @Override
  protected void register(BotId bot) {
    settings.register(bot);
  }

  @Test
  void registeringAgainKeepsWhatIsThere() {
    BotId bot = new BotId("st-1");
    settings.register(bot).write(bot, ManagedSettings.OF_NEW_BOT);

    settings.register(bot);

    assertThat(settings.read(bot).orElseThrow().version()).isEqualTo(1);
  }
}
