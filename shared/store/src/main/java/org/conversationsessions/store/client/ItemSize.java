package org.conversationsessions.store.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item as DynamoDB counts it (AWS: DynamoDB item sizes and formats): names and
 * strings in UTF-8, two significant digits of a number to a byte and one more, 3 bytes for a list
 * and one more for each element.
 */
public final class ItemSize {
  private static final int WRITE_UNIT = 1024;
  private static final int COLLECTION = 3;

  private ItemSize() {}

  /** Returns the write units of an item. */
  public static int writeUnits(Map<String, AttributeValue> item) {
    return writeUnits(bytes(item));
  }

  /** Returns the write units of an item of a size in bytes. */
  public static int writeUnits(int bytes) {
    return (bytes + WRITE_UNIT - 1) / WRITE_UNIT;
  }

  /** Returns the size of an item in bytes. */
  public static int bytes(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += utf8(attribute.getKey()) + bytes(attribute.getValue());
    }
    return bytes;
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case L -> COLLECTION + value.l().stream().mapToInt(item -> 1 + bytes(item)).sum();
      case M -> COLLECTION + value.m().size() + bytes(value.m());
      case SS -> value.ss().stream().mapToInt(ItemSize::utf8).sum();
      case NS -> value.ns().stream().mapToInt(ItemSize::number).sum();
      case BS -> value.bs().stream().mapToInt(bytes -> bytes.asByteArrayUnsafe().length).sum();
      case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> 1;
    };
  }

  /** Zeros at either end take no space. */
  private static int number(String number) {
    int from = 0;
    int to = number.length();
    while (from < to && (number.charAt(from) == '-' || number.charAt(from) == '0')) {
      from++;
    }
    while (to > from && number.charAt(to - 1) == '0') {
      to--;
    }
    return (to - from + 1) / 2 + 1;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
