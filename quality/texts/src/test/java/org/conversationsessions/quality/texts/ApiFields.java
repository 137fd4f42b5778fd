package org.conversationsessions.quality.texts;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The fields of one operation of an OpenAPI document. The name of a field has those of the objects
 * around it before its own, such as {@code sessions.tags}; arrays add nothing.
 *
 * @param request parameters, and fields of the body
 * @param response fields of the bodies of successful responses
 */
record ApiFields(Set<String> request, Set<String> response) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  /**
   * Reads the fields of each operation, by its method and path.
   *
   * <p>A path that is another name of a path is left out. So is an operation that only stands for
   * another method: it requires the header {@code x-http-method-override}.
   */
  static Map<String, ApiFields> read(String yaml) {
    Reader reader = new Reader(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    Map<String, ApiFields> operations = new LinkedHashMap<>();
    reader
        .member(reader.document(), "paths")
        .forEach(
            (path, item) -> {
              if (item instanceof Map<?, ?> methods && !methods.containsKey("$ref")) {
                reader.addOperations(path.toString(), methods, operations);
              }
            });
    return operations;
  }

  private record Reader(Map<?, ?> document) {
    void addOperations(String path, Map<?, ?> item, Map<String, ApiFields> operations) {
      for (String method : METHODS) {
        Map<?, ?> operation = member(item, method);
        List<?> parameters = list(operation, "parameters");
        if (!operation.isEmpty() && parameters.stream().noneMatch(this::replacesMethod)) {
          Set<String> request = new TreeSet<>();
          list(item, "parameters").forEach(parameter -> request.add(name(parameter)));
          parameters.forEach(parameter -> request.add(name(parameter)));
          addContent(member(operation, "requestBody"), request);
          Set<String> response = new TreeSet<>();
          member(operation, "responses")
              .forEach(
                  (status, described) -> {
                    if (status.toString().startsWith("2")) {
                      addContent(followed(described), response);
                    }
                  });
          operations.put(
              method.toUpperCase(Locale.ROOT) + " " + path, new ApiFields(request, response));
        }
      }
    }

    private boolean replacesMethod(Object parameter) {
      return name(parameter).equals("x-http-method-override")
          && Boolean.TRUE.equals(followed(parameter).get("required"));
    }

    private String name(Object parameter) {
      return String.valueOf(followed(parameter).get("name"));
    }

    private void addContent(Map<?, ?> body, Set<String> names) {
      member(body, "content")
          .values()
          .forEach(content -> addFields(member(followed(content), "schema"), "", names));
    }

    private void addFields(Map<?, ?> schema, String around, Set<String> names) {
      for (String alternatives : List.of("allOf", "anyOf", "oneOf")) {
        list(schema, alternatives).forEach(each -> addFields(followed(each), around, names));
      }
      addFields(schema, "items", around, names);
      addFields(schema, "additionalProperties", around, names);
      member(schema, "properties")
          .forEach(
              (name, field) -> {
                names.add(around + name);
                addFields(followed(field), around + name + ".", names);
              });
    }

    private void addFields(Map<?, ?> schema, String part, String around, Set<String> names) {
      Map<?, ?> found = member(schema, part);
      if (!found.isEmpty()) {
        addFields(found, around, names);
      }
    }

    /** Returns a member that is a mapping, where its reference leads; an empty one if not. */
    Map<?, ?> member(Map<?, ?> of, String name) {
      return of.get(name) instanceof Map<?, ?> found ? followed(found) : Map.of();
    }

    private static List<?> list(Map<?, ?> of, String name) {
      return of.get(name) instanceof List<?> found ? found : List.of();
    }

    private Map<?, ?> followed(Object value) {
      if (!(value instanceof Map<?, ?> map)) {
        return Map.of();
      }
      if (!(map.get("$ref") instanceof String reference)) {
        return map;
      }
      Map<?, ?> found = document;
      for (String part : reference.substring("#/".length()).split("/", -1)) {
        found =
            member(
                found,
                URLDecoder.decode(part, StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~"));
      }
      return found;
    }
  }
}
