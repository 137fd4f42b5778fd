package org.conversationsessions.local.runner.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/** JSON as maps, lists, strings, numbers and booleans. Numbers keep their digits. */
public final class JsonCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonCodec() {}

  /** Reads an object; fails if the text is anything else. */
  public static Map<String, Object> object(byte[] text) throws IOException {
    return notNull(MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {}));
  }

  /** Reads an object; fails if the text is anything else. */
  public static Map<String, Object> object(String text) throws IOException {
    return notNull(MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {}));
  }

  /**
   * Writes a value on one line. A lone surrogate is written as an escape: as a character it has no
   * UTF-8 form and would reach a function as another one.
   */
  public static String write(Object value) {
    try {
      return withLoneSurrogatesEscaped(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON value: " + value, e);
    }
  }

  private static String withLoneSurrogatesEscaped(String json) {
    // A code point that is a surrogate is a lone one. In JSON it can only be inside a string.
    if (json.codePoints().noneMatch(JsonCodec::isSurrogate)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            point -> {
              if (isSurrogate(point)) {
                escaped.append("\\u%04x".formatted(point));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static Map<String, Object> notNull(Map<String, Object> read) throws IOException {
    if (read == null) {
      throw new IOException("null where an object is expected");
    }
    return read;
  }
}
