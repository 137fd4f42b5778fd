package org.conversationsessions.stream;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonText;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.application.UnreadableItemException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads and writes items as stream events write them: each value an object of one member that names
 * its type. Of the types those that the tables use.
 */
final class ItemJson {
  private ItemJson() {}

  /**
   * Reads an item.
   *
   * @throws UnreadableItemException if a value is not of a known type
   */
  static Map<String, AttributeValue> read(JsonObject item) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    item.members().forEach((name, value) -> attributes.put(name, value(value)));
    return attributes;
  }

  /**
   * Writes an item.
   *
   * @throws IllegalArgumentException if a value is not of a known type
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
      case S -> json.name("S").text(value.s());
      case N -> json.name("N").text(value.n());
      case B ->
          json.name("B").text(Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()));
      case BOOL -> json.name("BOOL").flag(value.bool());
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
      case JsonText(String text) when type.equals("S") -> AttributeValue.fromS(text);
      case JsonText(String text) when type.equals("N") -> AttributeValue.fromN(text);
      case JsonText(String text) when type.equals("B") -> AttributeValue.fromB(bytes(text));
      case JsonFlag(boolean flag) when type.equals("BOOL") -> AttributeValue.fromBool(flag);
      case JsonFlag(boolean flag) when type.equals("NULL") -> AttributeValue.fromNul(flag);
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
    if (json instanceof JsonText(String text)) {
      return text;
    }
    throw new UnreadableItemException("a set holds what is no text");
  }

  private static SdkBytes bytes(String base64) {
    return SdkBytes.fromByteArray(
        Bytes.base64(base64)
            .orElseThrow(() -> new UnreadableItemException("a value is not base64"))
            .toArray());
  }
}
