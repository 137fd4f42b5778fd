package org.conversationsessions.api.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonNull;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonNumber;

/**
 * Reads and validates the fields of one JSON object. A field that is {@code null} counts as
 * missing. The first invalid field ends the reading with the contract's error 412, which names the
 * field and the rule. Lengths of strings are counted in Unicode code points unless stated
 * otherwise.
 */
public final class FieldReader {
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,1000}");
  private static final Pattern ZEROS = Pattern.compile("^(-?)0+(?=[0-9])");

  private final String path;
  private final JsonObject object;

  private FieldReader(String path, JsonObject object) {
    this.path = path;
    this.object = object;
  }

  /**
   * Reads an object.
   *
   * @param reader reads the fields and returns a value. It ends early by throwing the result of
   *     {@link #invalid} or {@link #refused}.
   */
  public static <T> ParseResult<T> read(JsonObject object, Function<FieldReader, T> reader) {
    try {
      return new ParseResult.Value<>(reader.apply(new FieldReader("", object)));
    } catch (ValidationFailure refusal) {
      return new ParseResult.Refused<>(refusal.error());
    }
  }

  /** Returns the names of all fields that are not {@code null}, in the order of the text. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(object.members().keySet());
    names.removeIf(name -> !has(name));
    return names;
  }

  /**
   * Returns the names of all fields, including those that are {@code null}, in the order of the
   * text.
   */
  public Set<String> allNames() {
    return object.members().keySet();
  }

  /**
   * Returns whether the field is present with the value {@code null}. The reading methods treat it
   * as missing.
   */
  public boolean isNull(String name) {
    return object.members().get(name) instanceof JsonNull;
  }

  /** Returns whether the field is present and not {@code null}. */
  public boolean has(String name) {
    return object.member(name).isPresent();
  }

  /**
   * Reads a field of a change: {@code null} drops the value, a missing field keeps it.
   *
   * @param reader reads a field that is present and not {@code null}
   */
  public <T> Edit<T> edit(String name, BiFunction<FieldReader, String, Optional<T>> reader) {
    if (isNull(name)) {
      return new Edit.Drop<>();
    }
    Optional<T> given = has(name) ? reader.apply(this, name) : Optional.empty();
    return given.isPresent() ? new Edit.Put<>(given.get()) : new Edit.Keep<>();
  }

  /** Returns the field's value, of any type. */
  public Optional<Json> value(String name) {
    return object.member(name);
  }

  /** Reads a string of {@code min} to {@code max} characters. */
  public Optional<String> string(String name, int min, int max) {
    return value(name).map(value -> string(path(name), value, min, max));
  }

  /** Reads an {@link Identifier} of {@code min} to {@code max} characters. */
  public Optional<String> identifier(String name, int min, int max) {
    return value(name).map(value -> identifier(path(name), value, min, max));
  }

  /** Reads a required {@link Identifier} of 1 to {@code max} characters. */
  public String requiredIdentifier(String name, int max) {
    return identifier(name, 1, max).orElseThrow(() -> missing(name));
  }

  /** Reads a required string of {@code min} to {@code max} characters. */
  public String requiredString(String name, int min, int max) {
    return string(name, min, max).orElseThrow(() -> missing(name));
  }

  /** Reads a string of at most {@code max} bytes in UTF-8. */
  public Optional<String> stringOfBytes(String name, int max) {
    return value(name)
        .map(
            value -> {
              if (value instanceof JsonString(String text) && text.getBytes(UTF_8).length <= max) {
                return text;
              }
              throw invalid(name, "must be a string of at most " + max + " bytes in UTF-8");
            });
  }

  /**
   * Reads an integer between the bounds, both inclusive. Accepts a string of digits and a decimal
   * without a fraction. A number beyond the range of {@code long} counts as the nearest {@code
   * long}.
   */
  public OptionalLong integer(String name, long min, long max) {
    if (!has(name)) {
      return OptionalLong.empty();
    }
    OptionalLong value = wholeNumber(name);
    if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
      throw invalid(
          name,
          max == Long.MAX_VALUE
              ? "must be an integer of at least " + min
              : "must be an integer from " + min + " to " + max);
    }
    return value;
  }

  /**
   * Reads an integer of any size, in the forms that {@link #integer} accepts; empty if the field is
   * anything else.
   */
  public OptionalLong wholeNumber(String name) {
    return value(name).map(FieldReader::integer).orElse(OptionalLong.empty());
  }

  /** Reads {@code true} or {@code false}. */
  public Optional<Boolean> bool(String name) {
    return value(name)
        .map(
            value -> {
              if (value instanceof JsonBoolean(boolean bool)) {
                return bool;
              }
              throw invalid(name, "must be true or false");
            });
  }

  /** Reads {@code true} or {@code false}, or one of them as a string. */
  public Optional<Boolean> boolOrText(String name) {
    return value(name).orElse(Json.NULL) instanceof JsonString(String text)
            && (text.equals("true") || text.equals("false"))
        ? Optional.of(Boolean.valueOf(text))
        : bool(name);
  }

  /** Maps the field's string to a value, case-sensitively. */
  public <E> Optional<E> choice(String name, Map<String, E> choices) {
    return choice(name, choices, Function.identity());
  }

  /**
   * Maps the field's string to a value, ignoring case.
   *
   * @param choices the values by strings in lower case
   */
  public <E> Optional<E> choiceInAnyCase(String name, Map<String, E> choices) {
    return choice(name, choices, given -> given.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns a reader of an object that was read otherwise.
   *
   * @param name where it is, for example {@code userIds[0]}
   */
  public FieldReader within(String name, JsonObject inner) {
    return new FieldReader(name.isEmpty() ? path : path(name), inner);
  }

  /** Reads an object. */
  public Optional<FieldReader> object(String name) {
    return value(name).map(value -> object(path(name), value));
  }

  /** Reads an array of {@code min} to {@code max} values of any type. */
  public Optional<List<Json>> items(String name, int min, int max) {
    return value(name)
        .map(
            value -> {
              if (value instanceof JsonArray(List<Json> items)
                  && items.size() >= min
                  && items.size() <= max) {
                return items;
              }
              throw invalid(name, "must be an array of " + min + " to " + max + " items");
            });
  }

  /** Reads an array of any number of values of any type. */
  public Optional<List<Json>> items(String name) {
    return value(name)
        .map(
            value -> {
              if (value instanceof JsonArray(List<Json> items)) {
                return items;
              }
              throw invalid(name, "must be an array");
            });
  }

  /** Reads an array of {@code min} to {@code max} objects. */
  public Optional<List<FieldReader>> objects(String name, int min, int max) {
    return items(name, min, max).map(items -> readItems(name, items, FieldReader::object));
  }

  /**
   * Reads an array of {@code min} to {@code max} strings of {@code minLength} to {@code maxLength}
   * characters each.
   */
  public Optional<List<String>> strings(
      String name, int min, int max, int minLength, int maxLength) {
    return items(name, min, max)
        .map(
            items ->
                readItems(
                    name, items, (itemPath, item) -> string(itemPath, item, minLength, maxLength)));
  }

  /**
   * Reads a string as a list: commas separate its parts, spaces around them and empty parts are
   * dropped. A query repeats a parameter in this form.
   *
   * @return empty if the field is missing or not a string
   */
  public Optional<List<String>> separated(String name) {
    return value(name).orElse(Json.NULL) instanceof JsonString(String text)
        ? Optional.of(
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList())
        : Optional.empty();
  }

  /**
   * Reads an array of {@code min} to {@code max} {@linkplain Identifier identifiers} of {@code
   * shortest} to {@code maxLength} characters each.
   */
  public Optional<List<String>> identifiers(
      String name, int min, int max, int minLength, int maxLength) {
    return items(name, min, max)
        .map(
            items ->
                readItems(
                    name,
                    items,
                    (itemPath, item) -> identifier(itemPath, item, minLength, maxLength)));
  }

  /**
   * Rejects unknown members, including those that are {@code null}.
   *
   * @param known the allowed names, in the order in which the error lists them
   */
  public void allowOnly(List<String> known) {
    for (String name : allNames()) {
      if (!known.contains(name)) {
        throw invalid(name, "is unknown here; known are " + String.join(", ", known));
      }
    }
  }

  /** Returns an exception to throw if the field is required and missing. */
  public ValidationFailure missing(String name) {
    return invalid(name, "is missing");
  }

  /**
   * Returns an exception to throw if the field is invalid (contract, section 3, row 6).
   *
   * @param rule the rule, for example {@code must be a string}; it may quote at most 80 characters
   *     of the request
   */
  public ValidationFailure invalid(String name, String rule) {
    return refusal(path(name), rule);
  }

  /** Returns an exception to throw if the fields are rejected with another error. */
  public ValidationFailure refused(ApiError error) {
    return new ValidationFailure(error);
  }

  private <E> Optional<E> choice(
      String name, Map<String, E> choices, Function<String, String> normalize) {
    return value(name)
        .map(
            value ->
                choose(value, choices, normalize)
                    .orElseThrow(
                        () ->
                            invalid(
                                name,
                                "must be one of "
                                    + String.join(", ", new TreeSet<>(choices.keySet()))
                                    + quoted(value))));
  }

  private static <E> Optional<E> choose(
      Json value, Map<String, E> choices, Function<String, String> normalize) {
    return value instanceof JsonString(String text)
        ? Optional.ofNullable(choices.get(normalize.apply(text)))
        : Optional.empty();
  }

  private static String quoted(Json value) {
    return value instanceof JsonString(String text) ? "; it is \"" + Excerpt.of(text) + "\"" : "";
  }

  private static OptionalLong integer(Json value) {
    return switch (value) {
      case JsonNumber number -> number.integer();
      case JsonString(String text) when DIGITS.matcher(text).matches() ->
          new JsonNumber(ZEROS.matcher(text).replaceFirst("$1")).integer();
      case JsonString ignored -> OptionalLong.empty();
      case JsonObject ignored -> OptionalLong.empty();
      case JsonArray ignored -> OptionalLong.empty();
      case JsonBoolean ignored -> OptionalLong.empty();
      case JsonNull ignored -> OptionalLong.empty();
    };
  }

  private static String string(String path, Json value, int min, int max) {
    if (value instanceof JsonString(String text)) {
      int length = text.codePointCount(0, text.length());
      if (length >= min && length <= max) {
        return text;
      }
    }
    throw refusal(path, max == Integer.MAX_VALUE ? unbounded(min) : bounded(min, max));
  }

  private static String identifier(String path, Json value, int min, int max) {
    String text = string(path, value, min, max);
    if (Identifier.isDamaged(text)) {
      throw refusal(path, Identifier.DAMAGED);
    }
    return text;
  }

  private static String unbounded(int min) {
    return min == 0 ? "must be a string" : "must be a string that is not empty";
  }

  private static String bounded(int min, int max) {
    return "must be a string of " + min + " to " + max + " characters";
  }

  private static FieldReader object(String path, Json value) {
    if (value instanceof JsonObject object) {
      return new FieldReader(path, object);
    }
    throw refusal(path, "must be an object");
  }

  private <T> List<T> readItems(String name, List<Json> items, ItemReading<T> reader) {
    List<T> read = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      read.add(reader.read(path(name) + "[" + index + "]", items.get(index)));
    }
    return List.copyOf(read);
  }

  private static ValidationFailure refusal(String path, String rule) {
    return new ValidationFailure(ApiError.invalidArguments(Excerpt.of(path), rule));
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private interface ItemReading<T> {
    T read(String path, Json item);
  }
}
