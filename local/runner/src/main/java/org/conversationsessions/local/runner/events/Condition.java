package org.conversationsessions.local.runner.events;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one entry in a list of an event pattern asks of a value (EventBridge, "Comparison operators
 * in event patterns").
 */
interface Condition {
  /** Whether a value that is there satisfies the condition; null is JSON's null. */
  boolean holds(@Nullable Object value);

  /** Whether a field that is not there satisfies the condition. */
  default boolean holdsWhenAbsent() {
    return false;
  }

  /**
   * Reads an entry of a list in a pattern.
   *
   * @throws IllegalArgumentException if EventBridge or this runner does not know the operator
   */
  static Condition of(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> operator)) {
      return value -> equal(entry, value);
    }
    if (operator.size() != 1) {
      throw new IllegalArgumentException("a comparison has one operator, not " + operator.keySet());
    }
    Map.Entry<?, ?> only = operator.entrySet().iterator().next();
    return of(String.valueOf(only.getKey()), only.getValue());
  }

  private static Condition of(String operator, @Nullable Object operand) {
    return switch (operator) {
      case "prefix" -> prefix(operand);
      case "suffix" -> suffix(operand);
      case "equals-ignore-case" -> equalsIgnoringCase(lower(text(operand)));
      case "wildcard" -> wildcard(text(operand));
      case "anything-but" -> anythingBut(operand);
      case "numeric" -> NumericRange.of(operand);
      case "exists" -> new Exists(Boolean.TRUE.equals(operand));
      default ->
          throw new IllegalArgumentException(
              "the operator " + operator + " is not supported on one machine");
    };
  }

  private static Condition equalsIgnoringCase(String wanted) {
    return onText(text -> lower(text).equals(wanted));
  }

  private static Condition prefix(@Nullable Object operand) {
    if (operand instanceof Map<?, ?> map) {
      String start = lower(text(map.get("equals-ignore-case")));
      return onText(text -> lower(text).startsWith(start));
    }
    String start = text(operand);
    return onText(text -> text.startsWith(start));
  }

  private static Condition suffix(@Nullable Object operand) {
    if (operand instanceof Map<?, ?> map) {
      String end = lower(text(map.get("equals-ignore-case")));
      return onText(text -> lower(text).endsWith(end));
    }
    String end = text(operand);
    return onText(text -> text.endsWith(end));
  }

  private static Condition wildcard(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return onText(text -> compiled.matcher(text).matches());
  }

  private static Condition anythingBut(@Nullable Object operand) {
    List<Condition> refused = new ArrayList<>();
    if (operand instanceof List<?> list) {
      list.forEach(each -> refused.add(Condition.of(each)));
    } else if (operand instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      List<?> values =
          only.getValue() instanceof List<?> list ? list : List.of(text(only.getValue()));
      values.forEach(each -> refused.add(of(String.valueOf(only.getKey()), each)));
    } else {
      refused.add(Condition.of(operand));
    }
    return value -> refused.stream().noneMatch(each -> each.holds(value));
  }

  private static Condition onText(Predicate<String> test) {
    return value -> value instanceof String text && test.test(text);
  }

  private static boolean equal(@Nullable Object wanted, @Nullable Object value) {
    if (wanted instanceof Number one && value instanceof Number other) {
      return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
    }
    return wanted == null ? value == null : wanted.equals(value);
  }

  private static String text(@Nullable Object operand) {
    if (operand instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a text is expected, not " + operand);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code {"exists": true}} or false. */
  record Exists(boolean wanted) implements Condition {
    @Override
    public boolean holds(@Nullable Object value) {
      return wanted;
    }

    @Override
    public boolean holdsWhenAbsent() {
      return !wanted;
    }
  }
}
