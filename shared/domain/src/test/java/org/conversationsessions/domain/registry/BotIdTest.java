package org.conversationsessions.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"st-1", "st-6f9619ff-8b86-d011-b42d-00c04fc964ff", "st-A_b-9", "st-09AZaz"})
  void acceptsKoresIdentifiers(String text) {
    assertThat(new BotId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "st-",
        "ST-1",
        "cs-1",
        "st-a#b",
        "st-a b",
        "st-\u00e9",
        "st-1\n",
        " st-1",
        "st-:",
        "st-@",
        "st-[",
        "st-`",
        "st-{",
        "st-a/b"
      })
  void refusesOtherTextsEspeciallyWithTheKeySeparator(String text) {
    assertThat(BotId.isValid(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new BotId(text));
  }

  @Test
  void hasAtMost64CharactersAfterThePrefix() {
    assertThat(BotId.isValid("st-" + "x".repeat(64))).isTrue();
    assertThat(BotId.isValid("st-" + "x".repeat(65))).isFalse();
  }
}
