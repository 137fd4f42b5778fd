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

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // The table of names would be shared by all requests: names made to collide could fill
          // it.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(1_000)
                  .maxNameLength(8 << 20)
                  .build())
          .build();

  private final JsonParser parser;
  private final Duplicates duplicates;

  private JsonReader(JsonParser parser, Duplicates duplicates) {
    this.parser = parser;
    this.duplicates = duplicates;
  }

  /** Reads UTF-8; of members of the same name the last holds, as in ECMAScript. */
  public static Parsed read(Bytes utf8) {
    return read(utf8, Duplicates.LAST_HOLDS);
  }

  /** Reads UTF-8. */
  public static Parsed read(Bytes utf8, Duplicates duplicates) {
    Optional<String> text = utf8.utf8Text();
    return text.isPresent()
        ? read(text.get(), duplicates)
        : new Parsed.Malformed("it is not UTF-8");
  }

  /** Reads a text; a lone surrogate that stands unescaped in a name becomes U+FFFD. */
  public static Parsed read(String text, Duplicates duplicates) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(parser, duplicates);
      parser.nextToken();
      Json value = reader.value();
      return parser.nextToken() == null
          ? new Parsed.Value(value)
          : new Parsed.Malformed("something follows the value");
    } catch (JsonProcessingException malformed) {
      return new Parsed.Malformed(
          malformed.getLocation() == null
              ? "it cannot be read"
              : "it cannot be read from character "
                  + malformed.getLocation().getCharOffset()
                  + " on");
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
