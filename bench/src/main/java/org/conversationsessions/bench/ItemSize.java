package org.conversationsessions.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The size of an item as DynamoDB counts it (AWS: item sizes and formats). */
final class ItemSize {
  private static final int COLLECTION = 3;

  private ItemSize() {}

  static long of(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToLong(each -> bytes(each.getKey()) + of(each.getValue()))
        .sum();
  }

  private static long of(AttributeValue value) {
    return switch (value.type()) {
      case S -> bytes(value.s());
      case N -> 1 + (significant(value.n()) + 1) / 2;
      case B -> value.b().asByteArray().length;
      case BOOL, NUL -> 1;
      case L -> COLLECTION + value.l().stream().mapToLong(each -> 1 + of(each)).sum();
      case M -> COLLECTION + of(value.m()) + value.m().size();
      case SS, NS, BS, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("no session has a " + value.type());
    };
  }

  /** Returns the number of significant digits: zeros at either end take no space. */
  private static long significant(String number) {
    return number.replaceFirst("^-?0*", "").replaceFirst("0*$", "").length();
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
