package org.conversationsessions.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259), immutable. */
public sealed interface Json
    permits Json.JsonObject,
        Json.JsonArray,
        Json.JsonString,
        Json.JsonBoolean,
        Json.JsonNull,
        JsonNumber {
  /** {@code null}. */
  Json NULL = new JsonNull();

  /**
   * A JSON object.
   *
   * @param members the members in the order of the text
   */
  record JsonObject(Map<String, Json> members) implements Json {
    /** The empty object. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /** Makes defensive copies. */
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Returns an object of string members. */
    public static JsonObject ofTexts(Map<String, String> texts) {
      Map<String, Json> members = new LinkedHashMap<>();
      texts.forEach((name, text) -> members.put(name, new JsonString(text)));
      return new JsonObject(members);
    }

    /** Returns the member of this name; empty if it is missing or {@code null}. */
    public Optional<Json> member(String name) {
      return Optional.ofNullable(members.get(name)).filter(member -> !(member instanceof JsonNull));
    }

    /** Returns the member of this name; empty if it is not a string. */
    public Optional<String> text(String name) {
      return members.get(name) instanceof JsonString(String value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /** Returns the member of this name; the empty object if it is not an object. */
    public JsonObject object(String name) {
      return members.get(name) instanceof JsonObject object ? object : EMPTY;
    }
  }

  /**
   * A JSON array.
   *
   * @param items the elements
   */
  record JsonArray(List<Json> items) implements Json {
    /** Makes defensive copies. */
    public JsonArray {
      items = List.copyOf(items);
    }
  }

  /**
   * A JSON string.
   *
   * @param value the text, with U+FFFD in place of each lone surrogate
   */
  record JsonString(String value) implements Json {
    /** Replaces lone surrogates, which UTF-8 cannot encode. */
    public JsonString {
      value = WellFormed.of(value);
    }
  }

  /**
   * {@code true} or {@code false}.
   *
   * @param value the boolean
   */
  record JsonBoolean(boolean value) implements Json {}

  /** {@code null}. */
  record JsonNull() implements Json {}
}
