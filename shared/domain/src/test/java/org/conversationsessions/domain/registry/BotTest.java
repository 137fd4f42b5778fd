package org.conversationsessions.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BotTest {
  @Test
  void aNameIsShortAndHasNoControlCharacters() {
    assertThat(Bot.isName("Reise-Bot 🚆")).isTrue();
    assertThat(Bot.isName("😀".repeat(128))).isTrue();
    assertThat(Bot.isName("😀".repeat(129))).isFalse();
    assertThat(Bot.isName("a\nb")).isFalse();
  }
}
