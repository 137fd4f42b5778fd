package org.conversationsessions.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;

/**
 * Parses a text that is exactly one JSON value (RFC 8259). Limits: no comments, nothing after the
 * value, at most {@value #MAX_DEPTH} levels of nesting, numbers of at most 1,000 characters, no
 * escaped lone surrogate in a name. All failures are reported as {@link Parsed.Malformed}.
 */
public final class JsonReader {
  /** The maximum nesting depth of arrays and objects. */
  public static final int MAX_DEPTH = 100;

  /** The maximum number of characters in a number. */
  static final int MAX_NUMBER = 1_000;

  static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // All requests would share the symbol table, so colliding names could fill it.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxNameLength(8 << 20)
                  .build())
          .build();

  private static final Parsed NOT_UTF_8 = new Parsed.Malformed("it is not UTF-8");

  private final JsonParser parser;
  private final Duplicates duplicates;

  private JsonReader(JsonParser parser, Duplicates duplicates) {
    this.parser = parser;
    this.duplicates = duplicates;
  }

  /**
   * Parses UTF-8 with an optional byte order mark. The last of several members with the same name
   * wins, as in ECMAScript.
   */
  public static Parsed read(Bytes utf8) {
    return utf8.utf8Text()
        .<Parsed>map(text -> read(withoutByteOrderMark(text), Duplicates.LAST_HOLDS))
        .orElse(NOT_UTF_8);
  }

  /** Removes a leading byte order mark (RFC 8259, section 8.1). */
  public static String withoutByteOrderMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Parses UTF-8 strictly: a byte order mark is malformed. */
  public static Parsed read(Bytes utf8, Duplicates duplicates) {
    return utf8.utf8Text().<Parsed>map(text -> read(text, duplicates)).orElse(NOT_UTF_8);
  }

  /** Parses a text. An unescaped lone surrogate in a name becomes U+FFFD. */
  public static Parsed read(String text, Duplicates duplicates) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(parser, duplicates);
      try {
        if (parser.nextToken() == null) {
          return new Parsed.Malformed("it is empty");
        }
        Json value = reader.value();
        return parser.nextToken() == null
            ? new Parsed.Value(value)
            : new Parsed.Malformed(JsonSyntaxError.trailing(parser, text));
      } catch (JsonProcessingException malformed) {
        return new Parsed.Malformed(JsonSyntaxError.of(malformed, parser, text));
      }
    } catch (IOException malformed) {
      return new Parsed.Malformed("it cannot be read");
    }
  }

  private Json value() throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> Json.NULL;
      case null, default -> throw new IOException("no value");
    };
  }

  private JsonObject object() throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = WellFormed.of(parser.currentName());
      parser.nextToken();
      if (members.put(name, value()) != null && duplicates == Duplicates.REFUSED) {
        throw new IOException("a name twice");
      }
    }
    return members.isEmpty() ? JsonObject.EMPTY : new JsonObject(members);
  }

  private JsonArray array() throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new JsonArray(items);
  }

  /** The treatment of objects with several members of the same name. */
  public enum Duplicates {
    /** The last member wins. */
    LAST_HOLDS,
    /** The text is malformed. */
    REFUSED
  }

  /** The result of parsing. */
  public sealed interface Parsed {
    /**
     * The text is JSON.
     *
     * @param json the value
     */
    record Value(Json json) implements Parsed {}

    /**
     * The text is not JSON.
     *
     * @param reason the reason, without any content of the text
     */
    record Malformed(String reason) implements Parsed {}

    /** Returns the value if it is an object. */
    default Optional<JsonObject> object() {
      return this instanceof Value(JsonObject object) ? Optional.of(object) : Optional.empty();
    }
  }
}
