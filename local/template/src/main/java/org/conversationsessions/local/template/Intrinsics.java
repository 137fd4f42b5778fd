package org.conversationsessions.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves CloudFormation's intrinsic functions. */
final class Intrinsics {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final TemplateScope scope;
  private final Conditions conditions;

  Intrinsics(TemplateScope scope, Map<String, Object> conditions) {
    this.scope = scope;
    this.conditions = new Conditions(conditions, this);
  }

  /** Returns whether a condition of the template holds. */
  boolean holds(String condition) {
    return conditions.holdsNamed(condition);
  }

  /** Resolves all functions in a value; null stands for {@code AWS::NoValue}. */
  @Nullable Object resolve(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map when map.size() == 1 && isFunction(map) -> {
        Map.Entry<?, ?> call = map.entrySet().iterator().next();
        yield call(call.getKey().toString(), call.getValue());
      }
      case Map<?, ?> map -> resolveEach(map);
      case List<?> list -> resolveEach(list);
      case null -> null;
      default -> value;
    };
  }

  /** Resolves a value to a string. Numbers and booleans are converted. */
  String text(@Nullable Object value) {
    Object resolved = resolve(value);
    if (resolved == null || resolved instanceof Map || resolved instanceof List) {
      throw new TemplateException("expected a text, but the template has " + value);
    }
    return resolved.toString();
  }

  private static boolean isFunction(Map<?, ?> map) {
    String name = map.keySet().iterator().next().toString();
    // "Condition" is a function only within Conditions; elsewhere it is an ordinary key.
    return name.equals("Ref") || name.startsWith("Fn::");
  }

  /** Resolves all functions in a map, and drops entries that are {@code AWS::NoValue}. */
  Map<String, Object> resolveEach(Map<?, ?> map) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    map.forEach(
        (key, entry) -> {
          Object value = resolve(entry);
          if (value != null) {
            resolved.put(key.toString(), value);
          }
        });
    return resolved;
  }

  private List<Object> resolveEach(List<?> list) {
    List<Object> resolved = new ArrayList<>();
    for (Object entry : list) {
      Object value = resolve(entry);
      if (value != null) {
        resolved.add(value);
      }
    }
    return resolved;
  }

  private @Nullable Object call(String function, @Nullable Object argument) {
    return switch (function) {
      case "Ref" -> scope.ref(text(argument));
      case "Fn::GetAtt" ->
          scope.attribute(text(list(argument).get(0)), text(list(argument).get(1)));
      case "Fn::Sub" -> substitute(argument);
      case "Fn::If" -> {
        List<?> choice = list(argument);
        yield resolve(choice.get(conditions.holdsNamed(text(choice.get(0))) ? 1 : 2));
      }
      default ->
          conditions.isFunction(function)
              ? conditions.holds(Map.of(function, list(argument)))
              : unknown(function);
    };
  }

  private static Object unknown(String function) {
    throw new TemplateException(
        "the intrinsic function "
            + function
            + " is not supported on one machine; supported are Ref, Fn::GetAtt, Fn::Sub, Fn::If and"
            + " the condition functions");
  }

  private String substitute(@Nullable Object argument) {
    String pattern = text(argument instanceof List<?> pair ? pair.get(0) : argument);
    Map<?, ?> own =
        argument instanceof List<?> pair && pair.get(1) instanceof Map<?, ?> m ? m : Map.of();
    Matcher variable = VARIABLE.matcher(pattern);
    StringBuilder result = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(2).strip();
      String value =
          variable.group(1).equals("!")
              ? "${" + name + "}"
              : own.containsKey(name) ? text(own.get(name)) : text(variable(name));
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(result).toString();
  }

  private @Nullable Object variable(String name) {
    String[] parts = name.split("\\.", 2);
    boolean isRef = parts.length == 1 || TemplateScope.QUALIFIERS.contains(parts[1]);
    return isRef ? scope.ref(name) : scope.attribute(parts[0], parts[1]);
  }

  static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new TemplateException("expected a list, but the template has " + value);
  }
}
