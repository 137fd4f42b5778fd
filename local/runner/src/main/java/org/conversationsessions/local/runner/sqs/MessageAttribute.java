package org.conversationsessions.local.runner.sqs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.local.runner.aws.Md5;

/**
 * A message attribute of SQS.
 *
 * @param dataType {@code String}, {@code Number} or {@code Binary}, with an optional custom suffix
 * @param value the text, the number's digits, or the bytes in base64
 */
public record MessageAttribute(String dataType, String value) {
  public MessageAttribute {
    if (!dataType.matches("(String|Number|Binary)(\\..+)?")) {
      throw new IllegalArgumentException("not a type of a message attribute: " + dataType);
    }
    if (dataType.startsWith("Binary")) {
      Base64.getDecoder().decode(value);
    }
  }

  /** Reads an attribute of SQS's JSON protocol. */
  static MessageAttribute of(Map<?, ?> json) {
    String type = String.valueOf(json.get("DataType"));
    Object value = json.get(type.startsWith("Binary") ? "BinaryValue" : "StringValue");
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException("a message attribute of type " + type + " has no value");
    }
    return new MessageAttribute(type, text);
  }

  boolean isBinary() {
    return dataType.startsWith("Binary");
  }

  /** Returns the attribute in SQS's JSON protocol. */
  Map<String, Object> json() {
    return Map.of("DataType", dataType, isBinary() ? "BinaryValue" : "StringValue", value);
  }

  /** Returns the attribute as it appears in a function's event. */
  Map<String, Object> lambdaJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(isBinary() ? "binaryValue" : "stringValue", value);
    json.put("stringListValues", List.of());
    json.put("binaryListValues", List.of());
    json.put("dataType", dataType);
    return json;
  }

  /**
   * Returns the digest that clients verify: over the attributes sorted by name, each with name,
   * type and value, all prefixed with their lengths.
   */
  static String md5(Map<String, MessageAttribute> attributes) {
    ByteArrayOutputStream digested = new ByteArrayOutputStream();
    new TreeMap<>(attributes)
        .forEach(
            (name, attribute) -> {
              put(digested, name.getBytes(StandardCharsets.UTF_8));
              put(digested, attribute.dataType.getBytes(StandardCharsets.UTF_8));
              digested.write(attribute.isBinary() ? 2 : 1);
              put(digested, attribute.bytes());
            });
    return Md5.hex(digested.toByteArray());
  }

  int size(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length
        + dataType.getBytes(StandardCharsets.UTF_8).length
        + bytes().length;
  }

  private byte[] bytes() {
    return isBinary() ? Base64.getDecoder().decode(value) : value.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
