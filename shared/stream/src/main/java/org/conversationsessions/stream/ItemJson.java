package org.conversationsessions.stream;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonWriter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads and writes items in the form of stream events: each value is an object with one member,
 * which names the type. Supports the types that the tables use.
 */
final class ItemJson {
  private ItemJson() {}

  /**
   * Reads an item.
   *
   * @throws UnreadableItemException if a value has an unknown type
   */
  static Map<String, AttributeValue> read(JsonObject item) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    item.members().forEach((name, value) -> attributes.put(name, value(value)));
    return attributes;
  }

  /**
   * Writes an item.
   *
   * @throws IllegalArgumentException if a value has an unknown type
   */
  static void write(Map<String, AttributeValue> item, JsonWriter json) {
    json.beginObject();
    item.forEach(
        (name, value) -> {
          json.name(name);
          write(value, json);
        });
    json.endObject();
  }

  private static void write(AttributeValue value, JsonWriter json) {
    json.beginObject();
    switch (value.type()) {
      case S -> json.name("S").string(value.s());
      case N -> json.name("N").string(value.n());
      case B ->
          json.name("B").string(Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()));
      case BOOL -> json.name("BOOL").bool(value.bool());
      case L -> {
        json.name("L").beginArray();
        value.l().forEach(each -> write(each, json));
        json.endArray();
      }
      case M -> {
        json.name("M");
        write(value.m(), json);
      }
      default -> throw new IllegalArgumentException("a value of the unknown type " + value.type());
    }
    json.endObject();
  }

  private static AttributeValue value(Json json) {
    if (json instanceof JsonObject(Map<String, Json> members) && members.size() == 1) {
      Map.Entry<String, Json> only = members.entrySet().iterator().next();
      return value(only.getKey(), only.getValue());
    }
    throw new UnreadableItemException("a value has not exactly one type");
  }

  private static AttributeValue value(String type, Json json) {
    return switch (json) {
      case JsonString(String text) when type.equals("S") -> AttributeValue.fromS(text);
      case JsonString(String text) when type.equals("N") -> AttributeValue.fromN(text);
      case JsonString(String text) when type.equals("B") -> AttributeValue.fromB(bytes(text));
      case JsonBoolean(boolean flag) when type.equals("BOOL") -> AttributeValue.fromBool(flag);
      case JsonBoolean(boolean flag) when type.equals("NULL") -> AttributeValue.fromNul(flag);
      case JsonArray(List<Json> items) when type.equals("SS") ->
          AttributeValue.fromSs(items.stream().map(ItemJson::text).toList());
      case JsonArray(List<Json> items) when type.equals("NS") ->
          AttributeValue.fromNs(items.stream().map(ItemJson::text).toList());
      case JsonArray(List<Json> items) when type.equals("BS") ->
          AttributeValue.fromBs(items.stream().map(item -> bytes(text(item))).toList());
      case JsonArray(List<Json> items) when type.equals("L") ->
          AttributeValue.fromL(items.stream().map(ItemJson::value).toList());
      case JsonObject map when type.equals("M") -> AttributeValue.fromM(read(map));
      default -> throw new UnreadableItemException("a value is not of the type that it names");
    };
  }

  private static String text(Json json) {
    if (json instanceof JsonString(String text)) {
      return text;
    }
    throw new UnreadableItemException("a set holds a value that is not text");
  }

  private static SdkBytes bytes(String base64) {
    return SdkBytes.fromByteArray(
        Bytes.base64(base64)
            .orElseThrow(() -> new UnreadableItemException("a value is not base64"))
            .toArray());
  }
}
