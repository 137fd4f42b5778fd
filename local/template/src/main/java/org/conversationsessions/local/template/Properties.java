package org.conversationsessions.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to a map of the template. A value of another type fails with a message that names
 * its place.
 *
 * @param where the map's place in the template, for messages
 * @param values the map
 */
record Properties(String where, Map<String, ? extends @Nullable Object> values) {
  /**
   * Returns the text at a key.
   *
   * @throws TemplateException if it is missing. Numbers and booleans count as texts, as for
   *     CloudFormation
   */
  String text(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new TemplateException(where + " has no " + key);
    }
    if (value instanceof Map || value instanceof List) {
      throw wrong(key, "a text");
    }
    return value.toString();
  }

  /** Returns the text at a key, or a default. */
  String text(String key, String otherwise) {
    return values.get(key) == null ? otherwise : text(key);
  }

  /** Returns the whole number at a key, or a default. */
  int number(String key, int otherwise) {
    try {
      return values.get(key) == null ? otherwise : Integer.parseInt(text(key));
    } catch (NumberFormatException e) {
      throw wrong(key, "a whole number");
    }
  }

  /** Returns the map at a key; empty if the key is missing. */
  Map<String, Object> map(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(key, "a map");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((name, entry) -> copy.put(String.valueOf(name), entry));
    return copy;
  }

  /** Returns the map at a key, with typed access. */
  Properties at(String key) {
    return new Properties(where + "." + key, map(key));
  }

  /** Returns the list at a key; empty if the key is missing. */
  List<Object> list(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(key, "a list");
    }
    return new ArrayList<>(list);
  }

  private TemplateException wrong(String key, String expected) {
    return new TemplateException(where + "." + key + " is not " + expected);
  }
}
