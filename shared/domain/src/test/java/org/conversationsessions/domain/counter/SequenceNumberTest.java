package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
  @Test
  void areOrderedByValueAndNotAsTexts() {
    assertThat(new SequenceNumber("10")).isGreaterThan(new SequenceNumber("9"));
    assertThat(new SequenceNumber("11")).isGreaterThan(new SequenceNumber("10"));
    assertThat(new SequenceNumber("0010")).isEqualTo(new SequenceNumber("10"));
    assertThat(SequenceNumber.NONE).isLessThan(new SequenceNumber("1"));
  }

  @Test
  void haveUpToFortyDigits() {
    assertThat(SequenceNumber.isValid("9".repeat(40))).isTrue();
    assertThat(SequenceNumber.isValid("9".repeat(41))).isFalse();
    assertThat(SequenceNumber.isValid("0123456789")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1a", "1/", "1:", " 1"})
  void areDigitsAlone(String text) {
    assertThat(SequenceNumber.isValid(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new SequenceNumber(text));
  }
}
