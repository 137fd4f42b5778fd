package org.conversationsessions.api.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as it was written. It is never expanded: {@code 1e999999999} costs what its eleven
 * characters cost.
 *
 * @param literal its text, as in RFC 8259, section 6
 */
public record JsonNumber(String literal) implements Json {
  private static final Pattern SHAPE =
      Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE]([+-]?+[0-9]++))?+");

  private static final Pattern ZERO = Pattern.compile("-?+[0.]++(?:[eE].*+)?+");

  /**
   * An exponent beyond which a number of at most some thousand digits is 0, or beyond any {@code
   * long}.
   */
  private static final BigInteger EXPONENT_LIMIT = BigInteger.valueOf(1_000_000);

  /** Refuses with {@link IllegalArgumentException} what is no JSON number. */
  public JsonNumber {
    if (!isPlain(literal) && !SHAPE.matcher(literal).matches()) {
      throw new IllegalArgumentException("no JSON number");
    }
  }

  /** Digits without a zero before them, which nearly all numbers are. */
  private static boolean isPlain(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return !literal.isEmpty() && literal.charAt(0) != '0';
  }

  /** This number in JSON. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** The nearest {@code double}; infinite if there is none of that size. */
  public double nearest() {
    return Double.parseDouble(literal);
  }

  /**
   * The integer this number is, however it is written ({@code 5}, {@code 5.0}, {@code 5e0}); empty
   * if it is none. One beyond the bounds of {@code long} counts as the bound it is beyond.
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
