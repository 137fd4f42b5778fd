package org.conversationsessions.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.api.json.Json.JsonObject;

/**
 * What a query says of one of its keys' two attributes, which are strings.
 *
 * @param attribute the attribute's name
 * @param from the lowest that it may be
 * @param to the highest that it may be
 */
record KeyRange(String attribute, String from, String to) {
  private static final Pattern CONDITION =
      Pattern.compile(
          "(#?\\w+) = (:\\w+)"
              + "|(#?\\w+) BETWEEN (:\\w+) AND (:\\w+)"
              + "|begins_with\\((#?\\w+), (:\\w+)\\)");

  private static final String LAST = "\uffff";

  /** The ranges of a query, that of the attribute by which items are sorted last. */
  static List<KeyRange> of(JsonObject query) {
    List<KeyRange> ranges = new ArrayList<>();
    Matcher condition = CONDITION.matcher(query.text("KeyConditionExpression").orElse(""));
    while (condition.find()) {
      if (condition.group(1) != null) {
        ranges.add(range(query, condition.group(1), condition.group(2), condition.group(2), ""));
      } else if (condition.group(3) != null) {
        ranges.add(range(query, condition.group(3), condition.group(4), condition.group(5), ""));
      } else {
        ranges.add(range(query, condition.group(6), condition.group(7), condition.group(7), LAST));
      }
    }
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("a query without a key is not rehearsed");
    }
    return ranges;
  }

  /** Whether an item is in this range. */
  boolean holds(JsonObject item) {
    String value = valueIn(item);
    return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
  }

  /** The item's value of this attribute; empty if it has none. */
  String valueIn(JsonObject item) {
    return item.object(attribute).text("S").orElse("");
  }

  private static KeyRange range(
      JsonObject query, String name, String from, String to, String behind) {
    JsonObject values = query.object("ExpressionAttributeValues");
    return new KeyRange(
        query.object("ExpressionAttributeNames").text(name).orElse(name),
        values.object(from).text("S").orElse(""),
        values.object(to).text("S").orElse("") + behind);
  }
}
