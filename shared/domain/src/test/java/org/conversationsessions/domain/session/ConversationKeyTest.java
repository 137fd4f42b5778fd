package org.conversationsessions.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationKeyTest {
  private static final BotId BOT = new BotId("st-1");

  @Test
  void lengthsAreCountedInCodePoints() {
    String smile = "\ud83d\ude00";

    assertThat(new ConversationKey(BOT, smile.repeat(256), smile.repeat(64)).userId()).hasSize(512);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConversationKey(BOT, smile.repeat(257), "rtm"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConversationKey(BOT, "u", smile.repeat(65)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConversationKey(BOT, "u".repeat(257), "rtm"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConversationKey(BOT, "u", "c".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a#b", "a@b.example", "\u0000", " ", "#", "\u00e9\u0301", "\ud83d\ude00"})
  void acceptsAnyWellFormedText(String text) {
    assertThat(new ConversationKey(BOT, text, text).userId()).isEqualTo(text);
  }

  @Test
  void refusesLoneSurrogatesAndEmptyTexts() {
    for (String text : new String[] {"", "\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d"}) {
      assertThat(ConversationKey.isText(text, 256)).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> new ConversationKey(BOT, text, "rtm"));
      assertThatIllegalArgumentException().isThrownBy(() -> new ConversationKey(BOT, "u", text));
    }
  }
}
