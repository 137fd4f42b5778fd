package org.conversationsessions.api.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonBoolean;
import org.conversationsessions.api.json.Json.JsonNull;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonString;

/**
 * Writes one JSON value as UTF-8 into memory. It inserts commas and escapes; the caller must close
 * objects and arrays and name members. A lone surrogate is written as U+FFFD. Not thread-safe.
 */
public final class JsonWriter {
  private final Utf8Buffer buffer;
  private boolean comma;

  /** Creates a writer with an initial capacity of 1,024 bytes. */
  public JsonWriter() {
    this(1024);
  }

  /** Creates a writer with an initial capacity in bytes. */
  public JsonWriter(int room) {
    buffer = new Utf8Buffer(room);
  }

  /** Returns the value as JSON text without white space. */
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

  /** Writes the name of the member whose value comes next. */
  public JsonWriter name(String name) {
    string(name);
    buffer.put(':');
    comma = false;
    return this;
  }

  /** Writes a string. */
  public JsonWriter string(String value) {
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
  public JsonWriter bool(boolean value) {
    separate();
    buffer.ascii(value ? "true" : "false");
    return this;
  }

  /** Writes {@code null}. */
  public JsonWriter nullValue() {
    separate();
    buffer.ascii("null");
    return this;
  }

  /** Writes a JSON tree. */
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
      case JsonString string -> string(string.value());
      case JsonNumber number -> {
        separate();
        buffer.ascii(number.literal());
        yield this;
      }
      case JsonBoolean bool -> bool(bool.value());
      case JsonNull ignored -> nullValue();
    };
  }

  /** Writes a value that is already JSON text. */
  public JsonWriter raw(String json) {
    separate();
    buffer.raw(json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Writes well-formed UTF-8 as a string, for example a finished JSON text. */
  public JsonWriter utf8(Bytes text) {
    separate();
    buffer.put('"');
    buffer.characters(text);
    return end('"');
  }

  /** Returns the number of bytes written so far. */
  public int size() {
    return buffer.size();
  }

  /**
   * Returns the size in bytes of everything written so far, encoded as a string inside another JSON
   * text, as API Gateway expects it. Every quote and backslash adds one byte; base64 is used if it
   * is shorter. Amortised over all calls, each byte is examined once.
   */
  public long sizeInEnvelope() {
    return Math.min((long) size() + buffer.escapes(), (size() + 2L) / 3 * 4);
  }

  /**
   * Returns whether a text is shorter in base64 than as a JSON string, as texts full of quotes and
   * backslashes are.
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

  /** Copies the bytes written since there were {@code from} of them. */
  public void copyTo(OutputStream out, int from) throws IOException {
    buffer.copyTo(out, from);
  }

  /** Returns the written bytes. The writer must not be used afterwards. */
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
