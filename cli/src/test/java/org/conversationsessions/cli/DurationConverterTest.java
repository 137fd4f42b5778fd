package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  @ParameterizedTest
  @CsvSource({"90,PT90S", "90s,PT90S", "15m,PT15M", "1h,PT1H", "7d,P7D", "0,PT0S"})
  void readsNumbersWithAndWithoutUnit(String text, Duration expected) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "1w", "-1s", "1.5h", "1 h", "1h30m", "9999999999"})
  void refusesEverythingElseWithExamples(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("15m");
  }
}
