package org.conversationsessions.api.json;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonNull;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonText;

/**
 * Writes one JSON value as UTF-8 into memory. It sets commas and escapes; that objects and arrays
 * are closed, and members named, is the caller's part. A lone surrogate is written as U+FFFD. Not
 * for several threads.
 */
public final class JsonWriter {
  private final Utf8Buffer buffer;
  private boolean comma;

  /** A writer that has room for about a kilobyte and grows. */
  public JsonWriter() {
    this(1024);
  }

  /** A writer that has room for this many bytes and grows. */
  public JsonWriter(int room) {
    buffer = new Utf8Buffer(room);
  }

  /** The value as a JSON text, without white space. */
  public static String text(Json value) {
    return new String(new JsonWriter().json(value).finish().toArray(), StandardCharsets.UTF_8);
  }

  /** Begins an object. */
  public JsonWriter beginObject() {
    return begin('{');
  }

  /** Ends the object. */
  public JsonWriter endObject() {
    return end('}');
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    return begin('[');
  }

  /** Ends the array. */
  public JsonWriter endArray() {
    return end(']');
  }

  /** Names the member whose value comes next. */
  public JsonWriter name(String name) {
    text(name);
    buffer.put(':');
    comma = false;
    return this;
  }

  /** Writes a string. */
  public JsonWriter text(String value) {
    separate();
    buffer.put('"');
    buffer.characters(value);
    return end('"');
  }

  /** Writes an integer. */
  public JsonWriter number(long value) {
    separate();
    buffer.ascii(Long.toString(value));
    return this;
  }

  /** Writes {@code true} or {@code false}. */
  public JsonWriter flag(boolean value) {
    separate();
    buffer.ascii(value ? "true" : "false");
    return this;
  }

  /** Writes {@code null}. */
  public JsonWriter nothing() {
    separate();
    buffer.ascii("null");
    return this;
  }

  /** Writes a tree. */
  public JsonWriter json(Json value) {
    return switch (value) {
      case JsonObject object -> {
        beginObject();
        object.members().forEach((name, member) -> name(name).json(member));
        yield endObject();
      }
      case JsonArray array -> {
        beginArray();
        array.items().forEach(this::json);
        yield endArray();
      }
      case JsonText text -> text(text.value());
      case JsonNumber number -> {
        separate();
        buffer.ascii(number.literal());
        yield this;
      }
      case JsonFlag flag -> flag(flag.value());
      case JsonNull ignored -> nothing();
    };
  }

  /** Writes a value that is a JSON text already. */
  public JsonWriter raw(String json) {
    separate();
    buffer.raw(json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Writes, as a string, text that is well-formed UTF-8 already, such as a finished JSON text. */
  public JsonWriter utf8(Bytes text) {
    separate();
    buffer.put('"');
    buffer.characters(text);
    return end('"');
  }

  /** How many bytes were written so far. */
  public int size() {
    return buffer.size();
  }

  /**
   * How many bytes all that was written so far will take as a string inside another JSON text, as
   * API Gateway wants it: every quote and backslash costs one more; in base64 instead, if that is
   * less. Amortised over all calls it costs one look at each byte.
   */
  public long sizeInEnvelope() {
    return Math.min((long) size() + buffer.escapes(), (size() + 2L) / 3 * 4);
  }

  /**
   * Whether a text takes less in base64 than as a JSON string, as texts full of quotes and
   * backslashes do.
   */
  public static boolean isShorterInBase64(Bytes text) {
    byte[] bytes = text.array();
    long escapes = 0;
    for (int at = 0; at < text.size(); at++) {
      if (bytes[at] == '"' || bytes[at] == '\\') {
        escapes++;
      }
    }
    return (text.size() + 2L) / 3 * 4 < text.size() + escapes;
  }

  /** What was written; the writer is of no use any more. */
  public Bytes finish() {
    return buffer.finish();
  }

  private JsonWriter begin(char bracket) {
    separate();
    buffer.put(bracket);
    comma = false;
    return this;
  }

  private JsonWriter end(char bracket) {
    buffer.put(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      buffer.put(',');
    }
    comma = true;
  }
}
