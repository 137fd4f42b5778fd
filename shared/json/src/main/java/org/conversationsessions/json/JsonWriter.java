package org.conversationsessions.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonNull;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;

/**
 * Writes one JSON value as UTF-8 into memory. The caller must close objects and arrays and name
 * members; a call out of order throws {@link IllegalStateException}. A lone surrogate is written as
 * U+FFFD. Not thread-safe.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Brackets that the caller forgot are not added. The buffer needs no flush and no close.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          // Otherwise a name has an escape for each half of a surrogate pair.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          // A thread keeps its 16 KB of buffers from writer to writer.
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private final Buffer buffer;
  private final JsonGenerator generator;
  private int examined;
  private int escapes;

  /** Creates a writer with an initial capacity of 1,024 bytes. */
  public JsonWriter() {
    this(1024);
  }

  /** Creates a writer with an initial capacity in bytes. */
  public JsonWriter(int room) {
    buffer = new Buffer(room);
    try {
      generator = FACTORY.createGenerator(buffer);
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Returns the value as JSON text without white space. */
  public static String text(Json value) {
    return new String(new JsonWriter().json(value).finish().toArray(), StandardCharsets.UTF_8);
  }

  /** Begins an object. */
  public JsonWriter beginObject() {
    try {
      generator.writeStartObject();
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Ends the object. */
  public JsonWriter endObject() {
    try {
      generator.writeEndObject();
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    try {
      generator.writeStartArray();
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Ends the array. */
  public JsonWriter endArray() {
    try {
      generator.writeEndArray();
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Writes the name of the member whose value comes next. */
  public JsonWriter name(String name) {
    try {
      generator.writeFieldName(WellFormed.of(name));
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Writes a string. */
  public JsonWriter string(String value) {
    // The generator writes bytes faster than characters (decision 0009).
    return utf8(Bytes.utf8(WellFormed.of(value)));
  }

  /** Writes an integer. */
  public JsonWriter number(long value) {
    try {
      generator.writeNumber(value);
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Writes {@code true} or {@code false}. */
  public JsonWriter bool(boolean value) {
    try {
      generator.writeBoolean(value);
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Writes {@code null}. */
  public JsonWriter nullValue() {
    try {
      generator.writeNull();
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
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
      case JsonNumber number -> raw(number.literal());
      case JsonBoolean bool -> bool(bool.value());
      case JsonNull ignored -> nullValue();
    };
  }

  /** Writes a value that is already JSON text. */
  public JsonWriter raw(String json) {
    try {
      generator.writeRawValue(WellFormed.of(json));
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Writes well-formed UTF-8 as a string, for example a finished JSON text. */
  public JsonWriter utf8(Bytes text) {
    try {
      generator.writeUTF8String(text.array(), 0, text.size());
      return this;
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Returns the number of bytes written so far. */
  public int size() {
    return buffer.size() + generator.getOutputBuffered();
  }

  /**
   * Returns the size in bytes of everything written so far, encoded as a string inside another JSON
   * text, as API Gateway expects it. Every quote and backslash adds one byte; base64 is used if it
   * is shorter. Amortised over all calls, each byte is examined once.
   */
  public long sizeInEnvelope() {
    try {
      generator.flush();
    } catch (IOException e) {
      throw misuse(e);
    }
    Bytes written = buffer.bytes();
    escapes += escapes(written, examined);
    examined = written.size();
    return Math.min((long) examined + escapes, base64(examined));
  }

  /**
   * Returns whether a text is shorter in base64 than as a JSON string, as texts full of quotes and
   * backslashes are.
   */
  public static boolean isShorterInBase64(Bytes text) {
    return base64(text.size()) < (long) text.size() + escapes(text, 0);
  }

  /** Copies the bytes written since there were {@code from} of them. */
  public void copyTo(OutputStream out, int from) throws IOException {
    generator.flush();
    Bytes written = buffer.bytes();
    out.write(written.array(), from, written.size() - from);
  }

  /** Returns the written bytes. The writer must not be used afterwards. */
  public Bytes finish() {
    try {
      generator.close();
      return buffer.bytes();
    } catch (IOException e) {
      throw misuse(e);
    }
  }

  /** Returns the number of quotes and backslashes from a position to the end. */
  private static int escapes(Bytes text, int from) {
    byte[] bytes = text.array();
    int end = text.size();
    int escapes = 0;
    for (int at = from; at < end; at++) {
      if (bytes[at] == '"' || bytes[at] == '\\') {
        escapes++;
      }
    }
    return escapes;
  }

  private static long base64(int size) {
    return (size + 2L) / 3 * 4;
  }

  /** Memory does not fail, so only a call out of order does. */
  private static IllegalStateException misuse(IOException e) {
    return new IllegalStateException(e);
  }

  /** Exposes its bytes without a copy. */
  private static final class Buffer extends ByteArrayOutputStream {
    Buffer(int room) {
      super(room);
    }

    Bytes bytes() {
      return Bytes.owning(buf, count);
    }
  }
}
