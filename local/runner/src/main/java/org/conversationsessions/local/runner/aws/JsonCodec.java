package org.conversationsessions.local.runner.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/**
 * Reads and writes JSON as maps, lists, strings, numbers and booleans. Numbers keep their digits.
 */
public final class JsonCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonCodec() {}

  /**
   * Reads a JSON object.
   *
   * @throws IOException if the text is anything else
   */
  public static Map<String, Object> object(byte[] text) throws IOException {
    return notNull(MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {}));
  }

  /**
   * Reads a JSON object.
   *
   * @throws IOException if the text is anything else
   */
  public static Map<String, Object> object(String text) throws IOException {
    return notNull(MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {}));
  }

  /**
   * Writes a value on one line. A lone surrogate is escaped, because it has no UTF-8 form and would
   * otherwise be replaced.
   */
  public static String write(Object value) {
    try {
      return withLoneSurrogatesEscaped(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON value: " + value, e);
    }
  }

  private static String withLoneSurrogatesEscaped(String json) {
    // codePoints() joins pairs, so a surrogate here is a lone one, and it is inside a string.
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
      throw new IOException("expected an object, not null");
    }
    return read;
  }
}
