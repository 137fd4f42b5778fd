package org.conversationsessions.local.runner.events;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {"numeric": [">", 0, "<=", 5]}}: every comparison holds. */
record NumericRange(List<Comparison> comparisons) implements Condition {
  NumericRange {
    comparisons = List.copyOf(comparisons);
  }

  static NumericRange of(@Nullable Object operand) {
    if (!(operand instanceof List<?> list) || list.isEmpty() || list.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "numeric takes pairs of operator and number, not " + operand);
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < list.size(); i += 2) {
      comparisons.add(new Comparison(String.valueOf(list.get(i)), number(list.get(i + 1))));
    }
    return new NumericRange(comparisons);
  }

  @Override
  public boolean holds(@Nullable Object value) {
    return value instanceof Number
        && comparisons.stream().allMatch(comparison -> comparison.holds(number(value)));
  }

  private static BigDecimal number(@Nullable Object value) {
    if (value instanceof Number) {
      return new BigDecimal(value.toString());
    }
    throw new IllegalArgumentException("a number is expected, not " + value);
  }

  record Comparison(String operator, BigDecimal bound) {
    Comparison {
      if (!List.of("<", "<=", "=", ">=", ">").contains(operator)) {
        throw new IllegalArgumentException("numeric has no operator " + operator);
      }
    }

    boolean holds(BigDecimal value) {
      int order = value.compareTo(bound);
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case "=" -> order == 0;
        case ">=" -> order >= 0;
        default -> order > 0;
      };
    }
  }
}
