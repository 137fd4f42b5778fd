package org.conversationsessions.local.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

class FakeDemoRegistryTest {
  private static final BotId BOT = new BotId("st-1");
  private final FakeDemoRegistry registry = new FakeDemoRegistry();

  @Test
  void leavesWhatIsRegisteredAsItIs() {
    registry.registerAccount("one");
    registry.registerAccount("two");
    registry.registerBot(BOT, "one", "Demo bot 1");
    registry.registerBot(BOT, "two", "Demo bot 1");

    assertThat(registry.bots()).containsEntry(BOT, "one").hasSize(1);
  }

  @Test
  void refusesABotOfNobody() {
    assertThatThrownBy(() -> registry.registerBot(BOT, "nobody", "Demo bot 1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
