package org.conversationsessions.api.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259), immutable. */
public sealed interface Json
    permits Json.JsonObject,
        Json.JsonArray,
        Json.JsonText,
        Json.JsonFlag,
        Json.JsonNull,
        JsonNumber {
  /** {@code null}. */
  Json NULL = new JsonNull();

  /**
   * An object.
   *
   * @param members its members in the order of the text
   */
  record JsonObject(Map<String, Json> members) implements Json {
    /** The object without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /** Copies what can change. */
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The object whose members are these texts. */
    public static JsonObject ofTexts(Map<String, String> texts) {
      Map<String, Json> members = new LinkedHashMap<>();
      texts.forEach((name, text) -> members.put(name, new JsonText(text)));
      return new JsonObject(members);
    }

    /** The member of this name; empty if there is none or it is {@code null}. */
    public Optional<Json> member(String name) {
      return Optional.ofNullable(members.get(name)).filter(member -> !(member instanceof JsonNull));
    }

    /** The member of this name, if it is a string. */
    public Optional<String> text(String name) {
      return members.get(name) instanceof JsonText(String value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /** The member of this name; the empty object if it is none. */
    public JsonObject object(String name) {
      return members.get(name) instanceof JsonObject object ? object : EMPTY;
    }
  }

  /**
   * An array.
   *
   * @param items its values
   */
  record JsonArray(List<Json> items) implements Json {
    /** Copies what can change. */
    public JsonArray {
      items = List.copyOf(items);
    }
  }

  /**
   * A string.
   *
   * @param value its text, in which a lone surrogate has become U+FFFD
   */
  record JsonText(String value) implements Json {
    /** Makes the text one that UTF-8 can carry. */
    public JsonText {
      value = WellFormed.of(value);
    }
  }

  /**
   * {@code true} or {@code false}.
   *
   * @param value which of the two
   */
  record JsonFlag(boolean value) implements Json {}

  /** {@code null}. */
  record JsonNull() implements Json {}
}
