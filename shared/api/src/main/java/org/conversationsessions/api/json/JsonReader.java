package org.conversationsessions.api.json;

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
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonText;

/**
 * Reads a text that is exactly one JSON value (RFC 8259): nothing behind it, no comments, at most
 * {@value #MAX_DEPTH} levels deep, numbers of at most 1,000 characters, no escaped lone surrogate
 * in a name. Never fails otherwise than by {@link Parsed.Malformed}.
 */
public final class JsonReader {
  /** How deep arrays and objects may stand in each other. */
  public static final int MAX_DEPTH = 100;

  /** How many characters a number may have. */
  static final int MAX_NUMBER = 1_000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // The table of names would be shared by all requests: names made to collide could fill
          // it.
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
   * Reads UTF-8, after a byte order mark if it begins with one. Of members of the same name the
   * last holds, as in ECMAScript.
   */
  public static Parsed read(Bytes utf8) {
    return utf8.utf8Text()
        .<Parsed>map(text -> read(withoutByteOrderMark(text), Duplicates.LAST_HOLDS))
        .orElse(NOT_UTF_8);
  }

  /**
   * Returns the text without the byte order mark that it may begin with (RFC 8259, section 8.1).
   */
  public static String withoutByteOrderMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Reads UTF-8 strictly: a byte order mark is no JSON. */
  public static Parsed read(Bytes utf8, Duplicates duplicates) {
    return utf8.utf8Text().<Parsed>map(text -> read(text, duplicates)).orElse(NOT_UTF_8);
  }

  /** Reads a text; a lone surrogate that stands unescaped in a name becomes U+FFFD. */
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
      case VALUE_STRING -> new JsonText(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
      case VALUE_TRUE -> new JsonFlag(true);
      case VALUE_FALSE -> new JsonFlag(false);
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

  /** What becomes of an object that names a member twice. */
  public enum Duplicates {
    /** The last one holds. */
    LAST_HOLDS,
    /** The text is malformed. */
    REFUSED
  }

  /** What a text turned out to be. */
  public sealed interface Parsed {
    /**
     * It is JSON.
     *
     * @param json the value
     */
    record Value(Json json) implements Parsed {}

    /**
     * It is not.
     *
     * @param reason why, in words that hold nothing of the text
     */
    record Malformed(String reason) implements Parsed {}

    /** The value, if it is an object. */
    default Optional<JsonObject> object() {
      return this instanceof Value(JsonObject object) ? Optional.of(object) : Optional.empty();
    }
  }
}
