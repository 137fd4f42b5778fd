package org.conversationsessions.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON number as it was written. It is never expanded: {@code 1e999999999} takes the memory of
 * its eleven characters.
 *
 * @param literal the text (RFC 8259, section 6)
 */
public record JsonNumber(String literal) implements Json {
  private static final Pattern SHAPE =
      Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE]([+-]?+[0-9]++))?+");

  private static final Pattern ZERO = Pattern.compile("-?+[0.]++(?:[eE].*+)?+");

  /**
   * The exponent beyond which a number of at most a thousand digits rounds to 0 or exceeds {@code
   * long}.
   */
  private static final BigInteger EXPONENT_LIMIT = BigInteger.valueOf(1_000_000);

  /** Throws {@link IllegalArgumentException} if the text is not a JSON number. */
  public JsonNumber {
    if (!isPlain(literal) && !SHAPE.matcher(literal).matches()) {
      throw new IllegalArgumentException("no JSON number");
    }
  }

  /**
   * Returns whether the text is only digits without a leading zero. Nearly all numbers are, so this
   * avoids the regular expression.
   */
  private static boolean isPlain(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return !literal.isEmpty() && literal.charAt(0) != '0';
  }

  /** Returns the JSON number of a {@code long}. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** Returns the nearest {@code double}; infinite if the number is too large. */
  public double nearest() {
    return Double.parseDouble(literal);
  }

  /**
   * Returns the number as an integer, in any notation ({@code 5}, {@code 5.0}, {@code 5e0}); empty
   * if it has a fraction. A number beyond the range of {@code long} counts as the nearest {@code
   * long}.
   */
  public OptionalLong integer() {
    BigInteger exponent = exponent();
    if (exponent.abs().compareTo(EXPONENT_LIMIT) > 0) {
      return isZero()
          ? OptionalLong.of(0)
          : exponent.signum() < 0 ? OptionalLong.empty() : OptionalLong.of(bound());
    }
    BigDecimal value = new BigDecimal(literal);
    if (value.signum() != 0 && (long) value.precision() - value.scale() > 19) {
      return OptionalLong.of(bound());
    }
    return integerOf(value);
  }

  private OptionalLong integerOf(BigDecimal value) {
    if (value.stripTrailingZeros().scale() > 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        value.compareTo(BigDecimal.valueOf(bound())) == value.signum()
            ? bound()
            : value.longValue());
  }

  private long bound() {
    return literal.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private BigInteger exponent() {
    Matcher shape = SHAPE.matcher(literal);
    return shape.matches() && shape.group(1) != null
        ? new BigInteger(shape.group(1))
        : BigInteger.ZERO;
  }

  private boolean isZero() {
    return ZERO.matcher(literal).matches();
  }
}
