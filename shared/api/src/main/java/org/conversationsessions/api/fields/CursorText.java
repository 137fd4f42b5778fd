package org.conversationsessions.api.fields;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;

/**
 * The opaque text of a cursor: a JSON object in Base64 for URLs. Anyone can forge one, so a cursor
 * can express nothing that a query without a cursor could not.
 */
public final class CursorText {
  /** The years 0 to 9999, the range in which dates can be written. */
  private static final long MIN_MILLIS = -62_167_219_200_000L;

  private static final long MAX_MILLIS = 253_402_300_799_999L;
  private static final int SESSION_ID = 24;

  private CursorText() {}

  /** Returns the text of a complete object. */
  public static String of(JsonWriter object) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(object.finish().toArray());
  }

  /**
   * Reads a text; empty if it is not the text of a cursor of this kind.
   *
   * @param fields reads the object's fields; it ends early as {@link FieldReader#read} says
   * @param encode returns a cursor's text
   */
  public static <T> Optional<T> read(
      String text, Function<FieldReader, T> fields, Function<T, String> encode) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    // A cursor that does not encode to the same text contains something unknown.
    return JsonReader.read(Bytes.copyOf(bytes))
        .object()
        .map(object -> FieldReader.read(object, fields))
        .flatMap(
            read ->
                read instanceof ParseResult.Value<T>(var cursor)
                    ? Optional.of(cursor)
                    : Optional.empty())
        .filter(cursor -> encode.apply(cursor).equals(text));
  }

  /** Writes a window as the members {@code from} and {@code to}. */
  public static void writeWindow(JsonWriter json, TimeWindow window) {
    json.name("from").number(window.from().toEpochMilli());
    json.name("to").number(window.to().toEpochMilli());
  }

  /** Reads what {@link #writeWindow} writes. */
  public static TimeWindow window(FieldReader fields) {
    Instant from = instant(fields, "from");
    Instant to = instant(fields, "to");
    if (from.isAfter(to)) {
      throw fields.invalid("to", "is before from");
    }
    return new TimeWindow(from, to);
  }

  /** Reads an instant in milliseconds of the years 0 to 9999. */
  public static Instant instant(FieldReader fields, String name) {
    return Instant.ofEpochMilli(
        fields.integer(name, MIN_MILLIS, MAX_MILLIS).orElseThrow(() -> fields.missing(name)));
  }

  /** Reads a session's identifier. */
  public static SessionId sessionId(FieldReader fields, String name) {
    String text = fields.requiredString(name, SESSION_ID, SESSION_ID);
    if (!SessionId.isValid(text)) {
      throw fields.invalid(name, "is not a session's identifier");
    }
    return new SessionId(text);
  }
}
