package org.conversationsessions.functions.recordbusactivity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLettersTest {
  @Test
  void aReasonHoldsOnlyWhatSqsTakes() {
    assertThat(DeadLetters.sendable("a\u0000b\u001f\tc\n\uFFFE\uFFFF😀\uD7FF\uE000"))
        .isEqualTo("a\uFFFDb\uFFFD\tc\n\uFFFD\uFFFD😀\uD7FF\uE000");
    assertThat(DeadLetters.sendable("\uD83Dx\uDE00")).isEqualTo("\uFFFDx\uFFFD");
    assertThat(DeadLetters.sendable("ä – 日本語")).isEqualTo("ä – 日本語");
  }
}
