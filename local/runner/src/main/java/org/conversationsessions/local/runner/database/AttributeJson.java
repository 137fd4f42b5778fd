package org.conversationsessions.local.runner.database;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts attribute values to DynamoDB's JSON: an object whose only key is the type. */
final class AttributeJson {
  private AttributeJson() {}

  static Map<String, Object> of(Map<String, AttributeValue> attributes) {
    Map<String, Object> json = new LinkedHashMap<>();
    attributes.forEach((name, value) -> json.put(name, of(value)));
    return json;
  }

  static Map<String, Object> of(AttributeValue value) {
    return switch (value.type()) {
      case S -> Map.of("S", value.s());
      case N -> Map.of("N", value.n());
      case B -> Map.of("B", base64(value.b()));
      case BOOL -> Map.of("BOOL", value.bool());
      case NUL -> Map.of("NULL", value.nul());
      case SS -> Map.of("SS", value.ss());
      case NS -> Map.of("NS", value.ns());
      case BS -> Map.of("BS", value.bs().stream().map(AttributeJson::base64).toList());
      case L -> Map.of("L", list(value.l()));
      case M -> Map.of("M", of(value.m()));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("an attribute of unknown type: " + value);
    };
  }

  private static List<Map<String, Object>> list(List<AttributeValue> values) {
    return values.stream().map(AttributeJson::of).toList();
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }
}
