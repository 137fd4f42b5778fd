package org.conversationsessions.local.template;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The template's parameters: defaults, overridden by given values, validated as CloudFormation
 * does.
 */
final class Parameters {
  private Parameters() {}

  /**
   * Returns every parameter's value: a string, or a list of strings.
   *
   * @param given values of declared parameters
   * @param defaults values for parameters that are not given, declared or not
   */
  static Map<String, Object> values(
      Properties declared, Map<String, String> given, Map<String, String> defaults) {
    for (String name : given.keySet()) {
      if (!declared.values().containsKey(name)) {
        throw new TemplateException("the template has no parameter " + name);
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : declared.values().keySet()) {
      Properties parameter = declared.at(name);
      String own = given.getOrDefault(name, defaults.get(name));
      if (own == null && parameter.values().get("Default") == null) {
        throw new TemplateException("parameter " + name + " has no default and needs a value");
      }
      String value = own == null ? parameter.text("Default") : own;
      check(name, parameter, value);
      values.put(name, typed(name, parameter.text("Type"), value));
    }
    return values;
  }

  private static Object typed(String name, String type, String value) {
    return switch (type) {
      case "String", "Number" -> value;
      case "CommaDelimitedList", "List<Number>" ->
          Stream.of(value.split(",", -1)).map(String::strip).toList();
      default -> throw new TemplateException("parameter " + name + ": unknown type " + type);
    };
  }

  private static void check(String name, Properties parameter, String value) {
    List<Object> allowed = parameter.list("AllowedValues");
    boolean ok =
        (allowed.isEmpty() || allowed.stream().anyMatch(a -> a.toString().equals(value)))
            && Pattern.matches(parameter.text("AllowedPattern", "(?s).*"), value)
            && value.length() >= parameter.number("MinLength", 0)
            && value.length() <= parameter.number("MaxLength", Integer.MAX_VALUE)
            && (!parameter.text("Type").equals("Number") || isInRange(parameter, value));
    if (!ok) {
      throw new TemplateException(
          "parameter "
              + name
              + ": "
              + parameter.text("ConstraintDescription", "the value is not allowed"));
    }
  }

  private static boolean isInRange(Properties parameter, String value) {
    try {
      BigDecimal number = new BigDecimal(value);
      return number.compareTo(new BigDecimal(parameter.text("MinValue", value))) >= 0
          && number.compareTo(new BigDecimal(parameter.text("MaxValue", value))) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
