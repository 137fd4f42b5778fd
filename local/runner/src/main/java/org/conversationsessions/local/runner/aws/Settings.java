package org.conversationsessions.local.runner.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the properties of a template resource or of a request. Unsupported or malformed
 * settings fail with a message that names them: a deployment would honour what is silently ignored
 * here.
 */
public final class Settings {
  private final String where;
  private final Map<String, Object> properties;

  public Settings(String where, Map<String, Object> properties) {
    this.where = where;
    this.properties = properties;
  }

  /** Refuses every property that is not in the list. */
  public Settings knowing(Set<String> names) {
    for (String name : properties.keySet()) {
      if (!names.contains(name)) {
        throw fault(name, "is not supported on one machine");
      }
    }
    return this;
  }

  public boolean has(String name) {
    return properties.get(name) != null;
  }

  public Optional<String> text(String name) {
    Object value = properties.get(name);
    return value == null ? Optional.empty() : Optional.of(scalar(name, value));
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> fault(name, "is missing"));
  }

  public int integer(String name, int defaultValue) {
    Optional<String> value = text(name);
    try {
      return value.map(Integer::parseInt).orElse(defaultValue);
    } catch (NumberFormatException e) {
      throw fault(name, "is not a whole number: " + value.orElseThrow());
    }
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(name)) {
      texts.add(scalar(name, value));
    }
    return List.copyOf(texts);
  }

  public Settings object(String name) {
    return new Settings(where + "." + name, map(name));
  }

  public List<Settings> objects(String name) {
    List<Settings> objects = new ArrayList<>();
    for (Object value : list(name)) {
      objects.add(new Settings(where + "." + name, asMap(name, value)));
    }
    return List.copyOf(objects);
  }

  /** Returns the object at a name; empty if there is none. */
  public Map<String, Object> map(String name) {
    Object value = properties.get(name);
    return value == null ? Map.of() : asMap(name, value);
  }

  public IllegalArgumentException fault(String name, String problem) {
    return new IllegalArgumentException(where + ": " + name + " " + problem);
  }

  private List<?> list(String name) {
    return switch (properties.get(name)) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw fault(name, "is not a list");
    };
  }

  @SuppressWarnings("unchecked") // names in a template and in JSON are strings
  private Map<String, Object> asMap(String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw fault(name, "is not an object");
    }
    return (Map<String, Object>) map;
  }

  private String scalar(String name, @Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw fault(name, "is not a text or number");
  }
}
