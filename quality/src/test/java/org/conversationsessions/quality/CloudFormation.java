package org.conversationsessions.quality;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.conversationsessions.local.template.CloudFormationYaml;
import org.conversationsessions.quality.texts.Project;
import org.jspecify.annotations.Nullable;

/**
 * The sections of template.yaml as maps and lists. Functions keep their long form: {@code !Sub x}
 * is {@code {"Fn::Sub": x}}.
 */
record CloudFormation(Map<String, Object> template) {
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final Pattern CODE = Pattern.compile("functions/([a-z-]+)/target/function\\.zip");

  static CloudFormation read() throws IOException {
    return new CloudFormation(CloudFormationYaml.read(Project.ROOT.resolve("template.yaml")));
  }

  Map<String, Object> section(String name) {
    return map(template.get(name));
  }

  /** The properties of each function by its logical id. */
  Map<String, Map<String, Object>> functions() {
    return resources(FUNCTION);
  }

  /** The properties of each resource of a type by its logical id. */
  Map<String, Map<String, Object>> resources(String type) {
    Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
    section("Resources")
        .forEach(
            (name, resource) -> {
              if (type.equals(map(resource).get("Type"))) {
                resources.put(name, properties(name));
              }
            });
    return resources;
  }

  /** The properties of a function's events of a type. */
  static List<Map<String, Object>> events(Map<String, Object> function, String type) {
    return at(function, "Events").values().stream()
        .map(CloudFormation::map)
        .filter(event -> type.equals(event.get("Type")))
        .map(event -> at(event, "Properties"))
        .toList();
  }

  /** The folder of a function, by its artifact. */
  static String folder(Map<String, Object> function) {
    Matcher code = CODE.matcher(String.valueOf(function.get("CodeUri")));
    if (!code.matches()) {
      throw new AssertionError("no artifact of functions/: " + function.get("CodeUri"));
    }
    return code.group(1);
  }

  /** The list at a key; empty if there is none, and of one element if it is not a list. */
  static List<Object> list(Map<String, Object> from, String name) {
    return switch (from.get(name)) {
      case null -> List.of();
      case List<?> list -> List.copyOf(list);
      case Object one -> List.of(one);
    };
  }

  /** The globals that a function takes: all but those that its {@code IgnoreGlobals} names. */
  Map<String, Object> globals(String function) {
    Map<String, Object> globals = new LinkedHashMap<>(map(section("Globals").get("Function")));
    if (map(section("Resources").get(function)).get("IgnoreGlobals") instanceof List<?> ignored) {
      ignored.forEach(globals::remove);
    }
    return globals;
  }

  Map<String, Object> properties(String resource) {
    return map(map(section("Resources").get(resource)).get("Properties"));
  }

  /** The logical id of a function's role. */
  static String role(String function) {
    return function.replaceFirst("Function$", "Role");
  }

  /** The statements of a role's own policies. */
  List<Map<String, Object>> statements(String role) {
    return list(properties(role), "Policies").stream()
        .flatMap(policy -> statements(map(policy)).stream())
        .toList();
  }

  /** The statements of a policy. */
  static List<Map<String, Object>> statements(Map<String, Object> policy) {
    return list(at(policy, "PolicyDocument"), "Statement").stream()
        .map(CloudFormation::map)
        .toList();
  }

  /** The variables that every function has. */
  Map<String, Object> globalVariables() {
    return variables(map(section("Globals").get("Function")));
  }

  /** The variables that a function, or the globals, declare. */
  static Map<String, Object> variables(Map<String, Object> properties) {
    return at(properties, "Environment", "Variables");
  }

  /** The object at the end of a path; empty if there is none. */
  static Map<String, Object> at(Map<String, Object> from, String... path) {
    Map<String, Object> here = from;
    for (String name : path) {
      here = here.containsKey(name) ? map(here.get(name)) : Map.of();
    }
    return here;
  }

  /** All that {@code Ref} and {@code Fn::Sub} name below a value. */
  static Stream<String> references(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.get("Ref") instanceof String name -> Stream.of(name);
      case Map<?, ?> map when map.get("Fn::Sub") instanceof String text ->
          Pattern.compile("\\$\\{([^}!]+)}").matcher(text).results().map(found -> found.group(1));
      case Map<?, ?> map -> map.values().stream().flatMap(CloudFormation::references);
      case List<?> list -> list.stream().flatMap(CloudFormation::references);
      default -> Stream.of();
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value, "a part of the template is missing");
  }
}
