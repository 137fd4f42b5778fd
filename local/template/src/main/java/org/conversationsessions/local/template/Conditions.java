package org.conversationsessions.local.template;

import static org.conversationsessions.local.template.Intrinsics.list;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The template's conditions. */
final class Conditions {
  private static final Set<String> FUNCTIONS = Set.of("Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or");

  private final Map<String, Object> declared;
  private final Intrinsics intrinsics;

  Conditions(Map<String, Object> declared, Intrinsics intrinsics) {
    this.declared = declared;
    this.intrinsics = intrinsics;
  }

  boolean isFunction(String name) {
    return FUNCTIONS.contains(name);
  }

  boolean holdsNamed(String name) {
    Object condition = declared.get(name);
    if (condition == null) {
      throw new TemplateException("the template has no condition " + name);
    }
    return holds(condition);
  }

  boolean holds(@Nullable Object condition) {
    if (!(condition instanceof Map<?, ?> map) || map.size() != 1) {
      throw new TemplateException("not a condition: " + condition);
    }
    Map.Entry<?, ?> entry = map.entrySet().iterator().next();
    Object argument = entry.getValue();
    return switch (entry.getKey().toString()) {
      case "Condition" -> holdsNamed(intrinsics.text(argument));
      case "Fn::Equals" ->
          intrinsics.text(list(argument).get(0)).equals(intrinsics.text(list(argument).get(1)));
      case "Fn::Not" -> !holds(list(argument).get(0));
      case "Fn::And" -> list(argument).stream().allMatch(this::holds);
      case "Fn::Or" -> list(argument).stream().anyMatch(this::holds);
      default -> throw new TemplateException("not a condition: " + condition);
    };
  }
}
