package org.conversationsessions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "5,5",
    "5.0,5",
    "5.000e0,5",
    "50e-1,5",
    "0.5e1,5",
    "1E+3,1000",
    "-12.50e2,-1250",
    "1e0000000000000000003,1000",
    "0e999999999999999999999999,0",
    "0.00e-999999999999999999999999,0",
    "9223372036854775807,9223372036854775807",
    "9223372036854775808,9223372036854775807",
    "-9223372036854775808,-9223372036854775808",
    "-9223372036854775809,-9223372036854775808",
    "9999999999999999999,9223372036854775807",
    "1e999999999,9223372036854775807",
    "-1e999999999999999999999,-9223372036854775808",
    "1e5000,9223372036854775807"
  })
  void isAnIntegerInAnyNotation(String literal, long value) {
    assertThat(new JsonNumber(literal).integer()).isEqualTo(OptionalLong.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "-1.25", "5e-1", "1e-999999999", "1e-99999999999999999999", "1.1"})
  void isNotAnIntegerWithAFraction(String literal) {
    assertThat(new JsonNumber(literal).integer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "NaN",
        "Infinity",
        "0x1",
        " 1",
        "1 ",
        "١"
      })
  void rejectsTextsThatAreNotJsonNumbers(String literal) {
    assertThatThrownBy(() -> new JsonNumber(literal)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isTheNearestDouble() {
    assertThat(new JsonNumber("1700000000.25").nearest()).isEqualTo(1700000000.25);
    assertThat(new JsonNumber("1e400").nearest()).isInfinite();
    assertThat(new JsonNumber("1e-400").nearest()).isZero();
  }

  @Test
  void hugeExponentsAreNotExpanded() {
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (int i = 0; i < 1000; i++) {
            new JsonNumber("9".repeat(900) + "e999999999").integer();
            new JsonNumber("9".repeat(900) + "e-999999").integer();
            new JsonNumber("9e" + "9".repeat(900)).integer();
          }
        });
  }

  @Test
  void agreesWithExactArithmetic(@Seeded Random random) {
    for (int i = 0; i < 20_000; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(41) - 20);
      OptionalLong integer = new JsonNumber(value.toString()).integer();
      if (value.stripTrailingZeros().scale() > 0) {
        assertThat(integer).as("%s", value).isEmpty();
      } else {
        BigDecimal clamped =
            value.min(BigDecimal.valueOf(Long.MAX_VALUE)).max(BigDecimal.valueOf(Long.MIN_VALUE));
        assertThat(integer).as("%s", value).isEqualTo(OptionalLong.of(clamped.longValueExact()));
      }
    }
  }
}
