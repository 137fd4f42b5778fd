package org.conversationsessions.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** template.yaml as maps and lists; {@code !Sub x} stands as {@code {"Fn::Sub": x}}. */
record CloudFormation(Map<String, Object> template) {
  private static final String FUNCTION = "AWS::Serverless::Function";

  static CloudFormation read() throws IOException {
    return new CloudFormation(map(yaml(Project.ROOT.resolve("template.yaml"))));
  }

  /** Reads YAML, or JSON, which is YAML too. */
  static Object yaml(Path file) throws IOException {
    return new Yaml(new ShortForms()).load(Files.readString(file));
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

  /** The list at a key; empty if there is none, and of one element if it is no list. */
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

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(1_000);
    return options;
  }

  private static final class ShortForms extends SafeConstructor {
    ShortForms() {
      super(options());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              String name = node.getTag().getValue().substring(1);
              boolean plain = name.equals("Ref") || name.equals("Condition");
              return Map.of(plain ? name : "Fn::" + name, value(node));
            }
          });
    }

    private Object value(Node node) {
      return switch (node) {
        case ScalarNode scalar -> scalar.getValue();
        case SequenceNode sequence -> constructSequence(sequence);
        case MappingNode mapping -> constructMapping(mapping);
        default -> throw new IllegalStateException("no value: " + node);
      };
    }
  }
}
