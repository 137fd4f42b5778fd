package org.conversationsessions.api.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonNull;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonText;
import org.conversationsessions.api.json.JsonNumber;

/**
 * The fields of one JSON object. A field that is {@code null} counts as not given. A field that is
 * given and is not as asked for ends the reading with the contract's error 412, which names the
 * field and says what it has to be. Lengths of texts are counted in Unicode code points unless said
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
   * @param reading takes the fields that it knows and makes a value of them; it may end early by
   *     throwing what {@link #invalid} and {@link #refused} make
   */
  public static <T> ParseResult<T> read(JsonObject object, Function<FieldReader, T> reading) {
    try {
      return new ParseResult.Value<>(reading.apply(new FieldReader("", object)));
    } catch (ValidationFailure refusal) {
      return new ParseResult.Refused<>(refusal.error());
    }
  }

  /** The names of all fields that are given, in the order of the text. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(object.members().keySet());
    names.removeIf(name -> !has(name));
    return names;
  }

  /** The names of all fields, those that are {@code null} too, in the order of the text. */
  public Set<String> allNames() {
    return object.members().keySet();
  }

  /** Whether the field stands there as {@code null}, which to all else counts as not given. */
  public boolean isNull(String name) {
    return object.members().get(name) instanceof JsonNull;
  }

  /** Whether the field is given. */
  public boolean has(String name) {
    return object.member(name).isPresent();
  }

  /** The field, whatever it is. */
  public Optional<Json> any(String name) {
    return object.member(name);
  }

  /** Free text of {@code least} to {@code most} characters. */
  public Optional<String> text(String name, int least, int most) {
    return any(name).map(value -> text(path(name), value, least, most));
  }

  /** A text of {@code least} to {@code most} characters that names something. */
  public Optional<String> identifier(String name, int least, int most) {
    return any(name).map(value -> identifier(path(name), value, least, most));
  }

  /** A text of 1 to {@code most} characters that names something and must be given. */
  public String requiredIdentifier(String name, int most) {
    return identifier(name, 1, most).orElseThrow(() -> missing(name));
  }

  /** A string of {@code least} to {@code most} characters that must be given. */
  public String requiredText(String name, int least, int most) {
    return text(name, least, most).orElseThrow(() -> missing(name));
  }

  /** A string that takes at most {@code most} bytes in UTF-8. */
  public Optional<String> textOfBytes(String name, int most) {
    return any(name)
        .map(
            value -> {
              if (value instanceof JsonText(String text) && text.getBytes(UTF_8).length <= most) {
                return text;
              }
              throw invalid(name, "must be a string of at most " + most + " bytes in UTF-8");
            });
  }

  /**
   * An integer between these bounds, which both are allowed. A string of digits and a decimal
   * without fraction are taken too. A number beyond {@code long} counts as the nearest {@code
   * long}.
   */
  public OptionalLong integer(String name, long least, long most) {
    if (!has(name)) {
      return OptionalLong.empty();
    }
    OptionalLong value = wholeNumber(name);
    if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
      throw invalid(
          name,
          most == Long.MAX_VALUE
              ? "must be an integer of at least " + least
              : "must be an integer from " + least + " to " + most);
    }
    return value;
  }

  /** An integer as {@link #integer} takes it, of any size; empty if the field is anything else. */
  public OptionalLong wholeNumber(String name) {
    return any(name).map(FieldReader::integer).orElse(OptionalLong.empty());
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> flag(String name) {
    return any(name)
        .map(
            value -> {
              if (value instanceof JsonFlag(boolean flag)) {
                return flag;
              }
              throw invalid(name, "must be true or false");
            });
  }

  /** What one of these texts, to the letter, stands for. */
  public <E> Optional<E> choice(String name, Map<String, E> choices) {
    return choice(name, choices, Function.identity());
  }

  /**
   * What one of these texts stands for, in capitals or not.
   *
   * @param choices by texts in lower case
   */
  public <E> Optional<E> choiceInAnyCase(String name, Map<String, E> choices) {
    return choice(name, choices, given -> given.toLowerCase(Locale.ROOT));
  }

  /** An object. */
  public Optional<FieldReader> object(String name) {
    return any(name).map(value -> object(path(name), value));
  }

  /** An array of {@code least} to {@code most} values of any sort. */
  public Optional<List<Json>> items(String name, int least, int most) {
    return any(name)
        .map(
            value -> {
              if (value instanceof JsonArray(List<Json> items)
                  && items.size() >= least
                  && items.size() <= most) {
                return items;
              }
              throw invalid(name, "must be an array of " + least + " to " + most + " items");
            });
  }

  /** An array of any number of values of any sort. */
  public Optional<List<Json>> items(String name) {
    return any(name)
        .map(
            value -> {
              if (value instanceof JsonArray(List<Json> items)) {
                return items;
              }
              throw invalid(name, "must be an array");
            });
  }

  /** An array of {@code least} to {@code most} objects. */
  public Optional<List<FieldReader>> objects(String name, int least, int most) {
    return items(name, least, most).map(items -> each(name, items, FieldReader::object));
  }

  /**
   * An array of {@code least} to {@code most} strings of {@code shortest} to {@code longest}
   * characters each.
   */
  public Optional<List<String>> texts(String name, int least, int most, int shortest, int longest) {
    return items(name, least, most)
        .map(items -> each(name, items, (at, item) -> text(at, item, shortest, longest)));
  }

  /**
   * An array of {@code least} to {@code most} texts of {@code shortest} to {@code longest}
   * characters each that name something.
   */
  public Optional<List<String>> identifiers(
      String name, int least, int most, int shortest, int longest) {
    return items(name, least, most)
        .map(items -> each(name, items, (at, item) -> identifier(at, item, shortest, longest)));
  }

  /**
   * Refuses members whose names are not among these, those that are {@code null} too.
   *
   * @param known in the order in which the refusal lists them
   */
  public void allowOnly(List<String> known) {
    for (String name : allNames()) {
      if (!known.contains(name)) {
        throw invalid(name, "is unknown here; known are " + String.join(", ", known));
      }
    }
  }

  /** To be thrown: the field must be given and is not. */
  public ValidationFailure missing(String name) {
    return invalid(name, "is missing");
  }

  /**
   * To be thrown: the field is not as it has to be (contract, section 3, row 6).
   *
   * @param why for example {@code must be a string}; at most 80 characters of it are the request's
   */
  public ValidationFailure invalid(String name, String why) {
    return refusal(path(name), why);
  }

  /** To be thrown: the fields are refused for another reason. */
  public ValidationFailure refused(ApiError error) {
    return new ValidationFailure(error);
  }

  private <E> Optional<E> choice(
      String name, Map<String, E> choices, Function<String, String> spelling) {
    return any(name)
        .map(
            value ->
                chosen(value, choices, spelling)
                    .orElseThrow(
                        () ->
                            invalid(
                                name,
                                "must be one of "
                                    + String.join(", ", new TreeSet<>(choices.keySet()))
                                    + was(value))));
  }

  private static <E> Optional<E> chosen(
      Json value, Map<String, E> choices, Function<String, String> spelling) {
    return value instanceof JsonText(String text)
        ? Optional.ofNullable(choices.get(spelling.apply(text)))
        : Optional.empty();
  }

  private static String was(Json value) {
    return value instanceof JsonText(String text) ? "; it is \"" + Excerpt.of(text) + "\"" : "";
  }

  private static OptionalLong integer(Json value) {
    return switch (value) {
      case JsonNumber number -> number.integer();
      case JsonText(String text) when DIGITS.matcher(text).matches() ->
          new JsonNumber(ZEROS.matcher(text).replaceFirst("$1")).integer();
      case JsonText ignored -> OptionalLong.empty();
      case JsonObject ignored -> OptionalLong.empty();
      case JsonArray ignored -> OptionalLong.empty();
      case JsonFlag ignored -> OptionalLong.empty();
      case JsonNull ignored -> OptionalLong.empty();
    };
  }

  private static String text(String path, Json value, int least, int most) {
    if (value instanceof JsonText(String text)) {
      int length = text.codePointCount(0, text.length());
      if (length >= least && length <= most) {
        return text;
      }
    }
    throw refusal(path, most == Integer.MAX_VALUE ? unbounded(least) : bounded(least, most));
  }

  private static String identifier(String path, Json value, int least, int most) {
    String text = text(path, value, least, most);
    if (Identifier.isDamaged(text)) {
      throw refusal(path, Identifier.DAMAGED);
    }
    return text;
  }

  private static String unbounded(int least) {
    return least == 0 ? "must be a string" : "must be a string that is not empty";
  }

  private static String bounded(int least, int most) {
    return "must be a string of " + least + " to " + most + " characters";
  }

  private static FieldReader object(String path, Json value) {
    if (value instanceof JsonObject object) {
      return new FieldReader(path, object);
    }
    throw refusal(path, "must be an object");
  }

  private <T> List<T> each(String name, List<Json> items, ItemReading<T> reading) {
    List<T> read = new ArrayList<>();
    for (int at = 0; at < items.size(); at++) {
      read.add(reading.read(path(name) + "[" + at + "]", items.get(at)));
    }
    return List.copyOf(read);
  }

  private static ValidationFailure refusal(String path, String why) {
    return new ValidationFailure(ApiError.invalidArguments(Excerpt.of(path), why));
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private interface ItemReading<T> {
    T read(String path, Json item);
  }
}
